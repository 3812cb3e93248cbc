package io.github.taeda.docs;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

// region module
/** One learnt factor per feature, {@code y = x ⊙ f}: {@code [*, size] → [*, size]}. */
final class Scale extends Module {
  private final Parameter factor; // [size]

  Scale(long size) {
    this(Parameter.filled("factor", 1, Shapes.requireSize("Scale", "size", size)));
  }

  private Scale(Parameter factor) {
    this.factor = factor;
  }

  @Override
  public INDArray forward(INDArray input) {
    requireInput(input);
    INDArray output = Scratch.like(input);
    Rowwise.multiplyRow(input, factor.value(), output); // y = x ⊙ f
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    requireInput(input);
    Shapes.requireLike(this, "delta", delta, input);
    INDArray inputDelta = Scratch.like(input);
    Rowwise.multiplyRow(delta, factor.value(), inputDelta); // ∂C/∂x = δ ⊙ f
    return inputDelta;
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    requireInput(input);
    Shapes.requireLike(this, "delta", delta, input);
    INDArray products = Scratch.like(input);
    Elementwise.multiply(input, delta, products);
    Reductions.addColumnSums(products, factor.gradient()); // ∂C/∂f += Σ_rows x ⊙ δ
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(factor);
  }

  @Override
  protected Module copyWith(CopyContext copies) {
    return new Scale(copies.of(factor));
  }

  @Override
  public String toString() {
    return "Scale(" + factor.value().length() + ")";
  }

  private void requireInput(INDArray input) {
    Shapes.requireLast(this, "input", input, factor.value().length());
    Shapes.requireType(this, "input", input, factor.value().dataType());
  }
}
// endregion
