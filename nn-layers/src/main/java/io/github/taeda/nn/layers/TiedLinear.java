package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Module;
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
 * The way back through another {@link Linear}: {@code y = x Wᵀ + b} with that one's weight W {@code
 * [in, out]} and an own bias b {@code [in]}, the decoder of a tied autoencoder.
 *
 * <p>{@code [*, out] → [*, in]}. The weight is shared: it counts once among the parameters of a
 * net, and its gradient is the sum of both uses, {@code ∂W += δᵀ x}. The bias is initially zero.
 */
public final class TiedLinear extends Module {
  final Linear linear;
  private final Parameter weight; // [in, out], the other's
  private final Parameter bias; // [in]

  /**
   * Makes the way back.
   *
   * @param linear whose weight is used; its type, FLOAT or DOUBLE, is this module's too
   */
  public TiedLinear(Linear linear) {
    this(
        Objects.requireNonNull(linear, "TiedLinear: linear is null"),
        new Parameter(
            "bias",
            NDArrays.zeros(linear.weight().value().dataType(), linear.weight().value().size(0))));
  }

  private TiedLinear(Linear linear, Parameter bias) {
    this.linear = linear;
    this.weight = linear.weight();
    this.bias = bias;
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
  protected Module copyWith(CopyContext copies) {
    return new TiedLinear((Linear) copies.of(linear), copies.of(bias));
  }

  /** Converts the other {@link Linear} too, whose weight is this one's. */
  @Override
  public Module to(DataType type) {
    linear.to(type);
    return super.to(type);
  }

  /** {@code TiedLinear(10 -> 100)}. */
  @Override
  public String toString() {
    return "TiedLinear(" + out() + " -> " + in() + ")";
  }

  private long in() {
    return weight.value().size(0);
  }

  private long out() {
    return weight.value().size(1);
  }

  private void requireInput(INDArray input) {
    DataType type = weight.value().dataType();
    if (bias.value().dataType() != type) {
      throw new IllegalStateException(
          this
              + ": its weight was made "
              + type
              + " by way of its Linear, but its bias is "
              + bias.value().dataType()
              + "; call to("
              + type
              + ") on this module too, or on the net around both");
    }
    Shapes.requireLast(this, "input", input, out());
    Shapes.requireType(this, "input", input, type);
  }

  private void requireDelta(INDArray input, INDArray delta) {
    Shapes.requireShape(this, "delta", delta, Shapes.withLast(input, in()));
    Shapes.requireType(this, "delta", delta, weight.value().dataType());
  }
}
