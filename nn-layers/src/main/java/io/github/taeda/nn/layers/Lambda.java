package io.github.taeda.nn.layers;

import io.github.taeda.nn.ForwardCache;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import java.util.Objects;
import java.util.function.BinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Function given by Java code with its derivative, for experiments: {@code y = f(x)}, {@code δ_x =
 * f'(x, δ)}.
 *
 * <p>Both get copies and may write to them. The function's results must be of FLOAT or DOUBLE as
 * they came; the derivative's must have the input's shape. The same functions are called by every
 * thread that evaluates the module.
 */
public final class Lambda extends Module {
  /** What copies know of this class; no model file can hold its functions. */
  public static final ModuleType<Lambda> TYPE =
      ModuleType.of(
          Lambda.class,
          Config.class,
          lambda -> new Config(lambda.function, lambda.derivative),
          config -> new Lambda(config.function(), config.derivative()));

  private record Config(UnaryOperator<INDArray> function, BinaryOperator<INDArray> derivative)
      implements ModuleConfig {
    @Override
    public String text() {
      return "";
    }
  }

  private final UnaryOperator<INDArray> function;
  private final BinaryOperator<INDArray> derivative;
  private final ForwardCache<long[]> outputShapes = new ForwardCache<>();

  /**
   * Creates a module of two functions on arrays.
   *
   * @param function from x to y
   * @param derivative from x and the delta of y to the delta of x
   */
  public Lambda(UnaryOperator<INDArray> function, BinaryOperator<INDArray> derivative) {
    this.function = Objects.requireNonNull(function, "Lambda: function is null");
    this.derivative = Objects.requireNonNull(derivative, "Lambda: derivative is null");
  }

  /**
   * Creates a module of a scalar function, applied elementwise: one call of Java per element.
   *
   * @param function f
   * @param derivative f'
   */
  public static Lambda elementwise(DoubleUnaryOperator function, DoubleUnaryOperator derivative) {
    Objects.requireNonNull(function, "Lambda: function is null");
    Objects.requireNonNull(derivative, "Lambda: derivative is null");
    return new Lambda(
        x -> each(x, function),
        (x, delta) -> {
          INDArray slopes = each(x, derivative);
          Elementwise.multiply(slopes, delta, slopes);
          return slopes;
        });
  }

  @Override
  public INDArray forward(INDArray input) {
    INDArray output = compute(input);
    if (isTraining()) {
      outputShapes.store(input, output.shape());
    }
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    backwardUpdateGradient(input, delta);
    INDArray inputDelta = derivative.apply(input.dup('c'), delta.dup('c'));
    Shapes.requireLike(this, "the derivative's result", inputDelta, input);
    return inputDelta;
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    long @Nullable [] remembered = outputShapes.recall(input);
    long[] shape = remembered == null ? compute(input).shape() : remembered;
    Shapes.requireShape(this, "delta", delta, shape);
    Shapes.requireType(this, "delta", delta, input.dataType());
  }

  @Override
  public ModuleType<Lambda> type() {
    return TYPE;
  }

  private INDArray compute(INDArray input) {
    Shapes.requireNumbers(this, "input", input);
    INDArray output = function.apply(input.dup('c'));
    Shapes.requireNumbers(this, "the function's result", output);
    Shapes.requireType(this, "the function's result", output, input.dataType());
    return output;
  }

  private static INDArray each(INDArray x, DoubleUnaryOperator function) {
    for (long i = 0; i < x.length(); i++) {
      x.putScalar(i, function.applyAsDouble(x.getDouble(i)));
    }
    return x;
  }
}
