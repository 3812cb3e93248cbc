package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Init;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Matrices;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An affine map of the last axis, {@code y = x W + b}.
 *
 * <p>{@code [*, in] → [*, out]} with weight W {@code [in, out]} and bias b {@code [out]}. With
 * delta δ: {@code δ_in = δ Wᵀ}, {@code ∂W = xᵀ δ}, {@code ∂b = Σ_rows δ}. Initially weight and bias
 * are uniform in ±1/√in (Torch's {@code nn.Linear}); another {@link Init} draws the weight as it
 * says and leaves the bias zero.
 */
public final class Linear extends Module {
  final long in;
  final long out;
  private final Parameter weight; // [in, out]
  final @Nullable Parameter bias; // [out]

  /**
   * Makes a layer that draws its weights from a fresh seed.
   *
   * @param in numbers per row of the input, at least 1
   * @param out numbers per row of the output, at least 1
   */
  public Linear(long in, long out) {
    this(in, out, RandomGenerator.getDefault());
  }

  /**
   * Makes a layer that draws its weights from {@code random}.
   *
   * @param in numbers per row of the input, at least 1
   * @param out numbers per row of the output, at least 1
   * @param random where the initial weights come from
   */
  public Linear(long in, long out, RandomGenerator random) {
    this(in, out, Init.torch(), random);
  }

  /**
   * Makes a layer that draws its weights by a rule.
   *
   * @param in numbers per row of the input, at least 1
   * @param out numbers per row of the output, at least 1
   * @param init how they are drawn
   * @param random where they come from
   */
  public Linear(long in, long out, Init init, RandomGenerator random) {
    this(in, out, true, init, random);
  }

  private Linear(long in, long out, boolean withBias, Init init, RandomGenerator random) {
    this.in = Shapes.requireSize("Linear", "in", in);
    this.out = Shapes.requireSize("Linear", "out", out);
    Objects.requireNonNull(init, "Linear: init is null");
    Objects.requireNonNull(random, "Linear: random is null");
    Shapes.requireCount("Linear", "weight", in, out);
    weight = Parameter.of("weight", init.weights(in, out, random), in, out);
    bias = withBias ? Parameter.of("bias", init.biases(in, random), out) : null;
  }

  private Linear(Linear other, CopyContext copies) {
    in = other.in;
    out = other.out;
    weight = copies.of(other.weight);
    bias = other.bias == null ? null : copies.of(other.bias);
  }

  /** Makes a layer {@code y = x W} that draws its weights from a fresh seed. */
  public static Linear withoutBias(long in, long out) {
    return withoutBias(in, out, RandomGenerator.getDefault());
  }

  /** Makes a layer {@code y = x W} that draws its weights from {@code random}. */
  public static Linear withoutBias(long in, long out, RandomGenerator random) {
    return withoutBias(in, out, Init.torch(), random);
  }

  /** Makes a layer {@code y = x W} that draws its weights by a rule. */
  public static Linear withoutBias(long in, long out, Init init, RandomGenerator random) {
    return new Linear(in, out, false, init, random);
  }

  @Override
  public INDArray forward(INDArray input) {
    requireInput(input);
    INDArray output = Scratch.array(input.dataType(), Shapes.withLast(input, out));
    Matrices.multiply(input, weight.value(), output); // [*, in] x [in, out]
    if (bias != null) {
      Rowwise.addRow(output, bias.value(), output);
    }
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    requireInput(input);
    requireDelta(input, delta);
    INDArray inputDelta = Scratch.like(input);
    Matrices.multiplyTransposeB(delta, weight.value(), inputDelta); // [*, out] x [in, out]^T
    return inputDelta;
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    requireInput(input);
    requireDelta(input, delta);
    Matrices.addMultiplyTransposeA(input, delta, weight.gradient()); // += [*, in]^T x [*, out]
    if (bias != null) {
      Reductions.addColumnSums(delta, bias.gradient());
    }
  }

  @Override
  public List<Parameter> parameters() {
    return bias == null ? List.of(weight) : List.of(weight, bias);
  }

  @Override
  protected Module copyWith(CopyContext copies) {
    return new Linear(this, copies);
  }

  @Override
  public String toString() {
    return "Linear(" + in + " -> " + out + (bias == null ? ", without bias)" : ")");
  }

  /** W, for {@link TiedLinear}. */
  Parameter weight() {
    return weight;
  }

  private void requireInput(INDArray input) {
    Shapes.requireLast(this, "input", input, in);
    Shapes.requireType(this, "input", input, weight.value().dataType());
  }

  private void requireDelta(INDArray input, INDArray delta) {
    Shapes.requireShape(this, "delta", delta, Shapes.withLast(input, out));
    Shapes.requireType(this, "delta", delta, weight.value().dataType());
  }
}
