package io.github.taeda.nn.layers;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.ops.Matrices;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Scratch;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Affine map of the last axis, {@code y = x W + b} (Torch's {@code nn.Linear}).
 *
 * <p>{@code [*, in] → [*, out]} with weight W {@code [in, out]} and bias b {@code [out]}. With
 * delta δ: {@code δ_in = δ Wᵀ}, {@code ∂W = xᵀ δ}, {@code ∂b = Σ_rows δ}. Initially weight and bias
 * are uniform in ±1/√in (LeCun et al., 1998); another {@link Init} leaves the bias zero.
 */
public final class Linear extends Module {
  /** What copies and model files know of this class. */
  public static final ModuleType<Linear> TYPE =
      ModuleType.of(Linear.class, Config.class, linear -> linear.config, Linear::new)
          .torch("weight", "weight", 1, 0);

  /**
   * The configuration of a {@link Linear}.
   *
   * @param in features of the input, at least 1
   * @param out features of the output, at least 1
   * @param bias whether there is a bias
   * @param init draws the initial weight and bias
   */
  public record Config(long in, long out, boolean bias, Init init) implements ModuleConfig {
    public Config {
      Shapes.requireSize("Linear", "in", in);
      Shapes.requireSize("Linear", "out", out);
      Shapes.requireCount("Linear", "weight", in, out);
      Objects.requireNonNull(init, "Linear: init is null");
    }

    /** A bias, and weights drawn as in Torch. */
    public static Config of(long in, long out) {
      return new Config(in, out, true, Init.torch());
    }

    /** The same without bias. */
    public Config withoutBias() {
      return new Config(in, out, false, init);
    }

    /** The same with weights drawn otherwise. */
    public Config init(Init init) {
      return new Config(in, out, bias, init);
    }

    @Override
    public String text() {
      return in + " -> " + out + (bias ? "" : ", without bias");
    }

    @Override
    public long elements() {
      return in * out + (bias ? out : 0);
    }
  }

  private final Config config;
  private final Parameter weight; // [in, out]
  private final @Nullable Parameter bias; // [out]

  /** Creates a layer with bias that draws its weights from a fresh seed. */
  public Linear(long in, long out) {
    this(Config.of(in, out), new SplitMix());
  }

  /** Creates a layer with bias that draws its weights from {@code random}. */
  public Linear(long in, long out, RandomGenerator random) {
    this(Config.of(in, out), random);
  }

  /** Creates a layer that draws its weights from {@code random}. */
  public Linear(Config config, RandomGenerator random) {
    Objects.requireNonNull(random, "Linear: random is null");
    this.config = Objects.requireNonNull(config, "Linear: config is null");
    long in = config.in;
    weight = Parameter.of("weight", config.init.weights(in, config.out, random), in, config.out);
    bias = config.bias ? Parameter.of("bias", config.init.biases(in, random), config.out) : null;
  }

  @Override
  public INDArray forward(INDArray input) {
    requireInput(input);
    INDArray output = Scratch.array(input.dataType(), Shapes.withLast(input, config.out));
    if (bias == null) {
      Matrices.multiply(input, weight.value(), output); // [*, in] x [in, out]
    } else {
      Matrices.multiplyAddRow(input, weight.value(), bias.value(), output); // … + [out]
    }
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    requireDelta(input, delta);
    INDArray inputDelta = Scratch.like(input);
    Matrices.multiplyTransposeB(delta, weight.value(), inputDelta); // [*, out] x [in, out]^T
    return inputDelta;
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    requireDelta(input, delta);
    if (weight.overwritesGradient()) { // = or += [*, in]^T x [*, out]
      Matrices.multiplyTransposeA(input, delta, weight.gradient());
    } else {
      Matrices.addMultiplyTransposeA(input, delta, weight.gradient());
    }
    if (bias != null) {
      Reductions.addColumnSums(delta, bias.gradient());
    }
  }

  @Override
  public List<Parameter> parameters() {
    return bias == null ? List.of(weight) : List.of(weight, bias);
  }

  @Override
  public ModuleType<Linear> type() {
    return TYPE;
  }

  private void requireInput(INDArray input) {
    Shapes.requireLast(this, "input", input, config.in());
    Shapes.requireType(this, "input", input, weight.value().dataType());
  }

  private void requireDelta(INDArray input, INDArray delta) {
    requireInput(input);
    Shapes.requireShape(this, "delta", delta, Shapes.withLast(input, config.out));
    Shapes.requireType(this, "delta", delta, input.dataType());
  }
}
