package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.ForwardCache;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Layer normalisation, {@code y = γ · (x − μ) / √(σ² + ε) + β} with mean μ and biased variance σ²
 * of each row (Ba et al., 2016).
 *
 * <p>{@code [*, features] → [*, features]}, the same in training and evaluation. Parameters {@code
 * scale} γ {@code [features]}, initially 1, and {@code shift} β {@code [features]}, initially 0.
 */
public final class LayerNorm extends Module {
  private static final double EPSILON = 1e-5;

  final long features;
  final double epsilon;
  private final Parameter scale; // γ [features]
  private final Parameter shift; // β [features]
  private final ForwardCache<Normalized> memory = new ForwardCache<>();

  /** Makes a normalisation with ε = 1e-5. */
  public LayerNorm(long features) {
    this(
        Shapes.requireSize("LayerNorm", "features", features),
        EPSILON,
        Parameter.filled("scale", 1, features),
        Parameter.filled("shift", 0, features));
  }

  private LayerNorm(long features, double epsilon, Parameter scale, Parameter shift) {
    Norms.requireEpsilon("LayerNorm", epsilon);
    this.features = features;
    this.epsilon = epsilon;
    this.scale = scale;
    this.shift = shift;
  }

  /**
   * The same normalisation with another ε; take the result in place of this module.
   *
   * @param epsilon added to the variance, &gt; 0
   */
  public LayerNorm withEpsilon(double epsilon) {
    LayerNorm norm = new LayerNorm(features, epsilon, scale, shift);
    norm.copyMode(this);
    return norm;
  }

  @Override
  public INDArray forward(INDArray input) {
    requireInput(input);
    Normalized normalized = normalize(input);
    if (isTraining()) {
      memory.store(input, normalized);
    }
    INDArray output = Scratch.like(input);
    Rowwise.multiplyRow(normalized.x, scale.value(), output);
    Rowwise.addRow(output, shift.value(), output);
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    Normalized normalized = recall(input, delta);
    // g = δ γ, δ_x = (g − mean(g) − x̂ · mean(g x̂)) / √(σ² + ε), means over the row
    INDArray g = Scratch.like(input);
    Rowwise.multiplyRow(delta, scale.value(), g);
    INDArray mean = Norms.rowSums(g, 1.0 / features);
    INDArray result = Scratch.like(input);
    Elementwise.multiply(g, normalized.x, result);
    INDArray slope = Norms.rowSums(result, 1.0 / features);
    Rowwise.multiplyColumn(normalized.x, slope, result);
    Elementwise.subtract(g, result, result);
    Rowwise.subtractColumn(result, mean, result);
    Rowwise.multiplyColumn(result, normalized.inverse, result);
    return result;
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    Norms.addGradients(recall(input, delta).x, delta, scale, shift);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(scale, shift);
  }

  @Override
  protected Module copyWith(CopyContext copies) {
    return new LayerNorm(features, epsilon, copies.of(scale), copies.of(shift));
  }

  /** {@code LayerNorm(100)}, with another ε {@code LayerNorm(100, epsilon 0.001)}. */
  @Override
  public String toString() {
    return "LayerNorm(" + features + (epsilon == EPSILON ? ")" : ", epsilon " + epsilon + ")");
  }

  private Normalized recall(INDArray input, INDArray delta) {
    requireInput(input);
    Shapes.requireLike(this, "delta", delta, input);
    @Nullable Normalized remembered = memory.recall(input);
    return remembered == null ? normalize(input) : remembered;
  }

  private Normalized normalize(INDArray input) {
    INDArray x = centred(input);
    INDArray inverse = Norms.inverseRoot(meanSquares(x), epsilon);
    if (!(Reductions.min(inverse) > 0)) {
      return scaledDown(input, Norms.factorOf(inverse));
    }
    Rowwise.multiplyColumn(x, inverse, x);
    return new Normalized(x, inverse);
  }

  /** The same where the variance has overflowed: by way of the input scaled by s. */
  private Normalized scaledDown(INDArray input, INDArray factor) {
    INDArray small = Scratch.like(input);
    Rowwise.multiplyColumn(input, factor, small);
    INDArray x = centred(small);
    INDArray inverse = Norms.inverseRoot(meanSquares(x), epsilon, factor);
    Rowwise.multiplyColumn(x, inverse, x);
    Elementwise.multiply(inverse, factor, inverse);
    return new Normalized(x, inverse);
  }

  /** {@code x − μ}. */
  private INDArray centred(INDArray input) {
    INDArray x = Scratch.like(input);
    Rowwise.subtractColumn(input, Norms.firstColumn(input), x); // equal numbers become exactly 0
    Rowwise.subtractColumn(x, Norms.rowSums(x, 1.0 / features), x);
    return x;
  }

  private INDArray meanSquares(INDArray x) {
    INDArray squares = Scratch.like(x);
    Elementwise.multiply(x, x, squares);
    return Norms.rowSums(squares, 1.0 / features);
  }

  private void requireInput(INDArray input) {
    Shapes.requireLast(this, "input", input, features);
    Shapes.requireType(this, "input", input, scale.value().dataType());
  }

  /** The input normalised, x̂ {@code [*, features]}, and 1 / √(σ² + ε) {@code [rows]}. */
  private record Normalized(INDArray x, INDArray inverse) {}
}
