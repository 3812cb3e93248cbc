package io.github.taeda.nn.layers;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Matrices;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Transposed {@link Linear} with tied weights, {@code y = x Wᵀ + b}: W {@code [in, out]} is that
 * module's weight, b {@code [in]} a bias of its own; the decoder of a tied autoencoder (Vincent et
 * al., 2010).
 *
 * <p>{@code [*, out] → [*, in]}. The weight is shared: it counts once among the parameters of a
 * net, and its gradient is the sum of both uses, {@code ∂W += δᵀ x}. The bias is initially zero.
 */
public final class TiedLinear extends Module {
  /** What copies and model files know of this class. */
  public static final ModuleType<TiedLinear> TYPE =
      ModuleType.of(
          TiedLinear.class,
          Config.class,
          tied -> new Config(tied.linear),
          config -> new TiedLinear(config.linear()));

  private static Parameter weight(Linear linear) {
    return linear.parameters().get(0);
  }

  private record Config(Linear linear) implements ModuleConfig {
    @Override
    public String text() {
      return weight(linear).value().size(1) + " -> " + elements();
    }

    @Override
    public long elements() {
      return weight(linear).value().size(0); // the bias; the weight is the other's
    }
  }

  private final Linear linear;
  private final Parameter weight; // [in, out], of linear
  private final Parameter bias; // [in]

  /**
   * Creates the transposed layer.
   *
   * @param linear whose weight is used; its type, FLOAT or DOUBLE, is this module's too
   */
  public TiedLinear(Linear linear) {
    this.linear = Objects.requireNonNull(linear, "TiedLinear: linear is null");
    weight = weight(linear);
    INDArray zeros = NDArrays.zeros(weight.value().dataType(), weight.value().size(0));
    bias = new Parameter("bias", zeros);
  }

  @Override
  public INDArray forward(INDArray input) {
    requireInput(input);
    INDArray output = Scratch.array(input.dataType(), Shapes.withLast(input, in()));
    Matrices.multiplyTransposeB(input, weight.value(), output); // [*, out] x [in, out]^T
    Rowwise.addRow(output, bias.value(), output);
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    requireInput(input);
    requireDelta(input, delta);
    INDArray inputDelta = Scratch.like(input);
    Matrices.multiply(delta, weight.value(), inputDelta); // [*, in] x [in, out]
    return inputDelta;
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    requireInput(input);
    requireDelta(input, delta);
    Matrices.addMultiplyTransposeA(delta, input, weight.gradient()); // += [*, in]^T x [*, out]
    Reductions.addColumnSums(delta, bias.gradient());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight, bias);
  }

  @Override
  public ModuleType<TiedLinear> type() {
    return TYPE;
  }

  /** Converts the {@link Linear} too, whose weight is this module's. */
  @Override
  public Module to(DataType type) {
    linear.to(type);
    return super.to(type);
  }

  private long in() {
    return weight.value().size(0);
  }

  private void requireInput(INDArray input) {
    DataType type = weight.value().dataType();
    if (bias.value().dataType() != type) {
      throw new IllegalStateException(
          this
              + ": its weight became "
              + type
              + " by way of its Linear, but its bias is "
              + bias.value().dataType()
              + "; call to("
              + type
              + ") on this module too, or on the net around both");
    }
    Shapes.requireLast(this, "input", input, weight.value().size(1));
    Shapes.requireType(this, "input", input, type);
  }

  private void requireDelta(INDArray input, INDArray delta) {
    Shapes.requireShape(this, "delta", delta, Shapes.withLast(input, in()));
    Shapes.requireType(this, "delta", delta, weight.value().dataType());
  }
}
