package io.github.taeda.nn.losses;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Multi-class margin loss, {@code Σ_{j≠y} max(0, ŷ_j − ŷ_y + margin)} of each example (Weston and
 * Watkins, 1999).
 *
 * <p>The prediction ŷ, class scores, is {@code [batch, classes]}; the target, class weights and the
 * ignored index are those of {@link ClassLoss}, but a distribution must be one-hot. The delta is 1
 * for each class j ≠ y within the margin and minus their number for y, 0 at the kink, times the
 * factor of the {@link Reduction}. (PyTorch's loss of this name always divides by the batch size,
 * and by the number of classes.)
 */
public final class MultiMarginLoss extends ClassLoss {
  private final double margin;

  /**
   * Creates a margin loss averaged over the examples.
   *
   * @param margin by which the score of the right class should exceed the others, &gt; 0
   */
  public MultiMarginLoss(double margin) {
    this(margin, Reduction.MEAN);
  }

  /** Creates a margin loss with another reduction. */
  public MultiMarginLoss(double margin, Reduction reduction) {
    this(margin, ClassOptions.NONE, reduction);
  }

  private MultiMarginLoss(double margin, ClassOptions options, Reduction reduction) {
    super(options, reduction);
    this.margin = Checks.requirePositive("MultiMarginLoss", "margin", margin);
  }

  /**
   * The same loss with class weights.
   *
   * @param weights one per class, at least 0
   */
  public MultiMarginLoss withWeights(double... weights) {
    return new MultiMarginLoss(margin, options.withWeights(weights), reduction());
  }

  /**
   * The same loss without the examples that have this target.
   *
   * @param ignored any integer, a class index or not
   */
  public MultiMarginLoss withIgnoreIndex(int ignored) {
    return new MultiMarginLoss(margin, options.withIgnored(ignored), reduction());
  }

  @Override
  ClassTarget read(INDArray target, INDArray prediction) {
    ClassTarget read = super.read(target, prediction);
    return target.rank() == 1
        ? read
        : ClassTarget.ofClasses(options, ValueChecks.requireOneHot(this, target));
  }

  /** {@code max(0, ŷ_j − ŷ_y + margin)} for j ≠ y, else 0. */
  @Override
  INDArray terms(ClassTarget target, INDArray prediction) {
    INDArray right = Scratch.array(prediction.dataType(), prediction.size(0));
    Gathers.pickPerRow(prediction, target.classes(), right);
    INDArray excess = Scratch.like(prediction);
    Rowwise.subtractColumn(prediction, right, excess);
    Elementwise.addScalar(excess, margin, excess);
    Elementwise.maximum(excess, 0, excess);
    Gathers.putPerRow(0, target.classes(), excess);
    return excess;
  }

  @Override
  INDArray losses(ClassTarget target, INDArray excess) {
    INDArray losses = perExample(excess);
    options.applyClassWeights(target.classes(), losses);
    target.clearIgnored(losses);
    return losses;
  }

  @Override
  INDArray delta(ClassTarget target, INDArray excess, double scale) {
    INDArray delta = Scratch.like(excess);
    Elementwise.heaviside(excess, 0, delta); // 1 for each class within the margin
    INDArray right = Scratch.like(excess);
    Gathers.oneHot(target.classes(), right);
    Rowwise.multiplyColumn(right, perExample(delta), right);
    Elementwise.subtract(delta, right, delta);
    INDArray factors = Scratch.array(excess.dataType(), excess.size(0));
    Elementwise.fill(factors, scale);
    options.applyClassWeights(target.classes(), factors);
    Rowwise.multiplyColumn(delta, factors, delta);
    target.clearIgnored(delta);
    return delta;
  }

  /** {@code MultiMarginLoss(1.0)}. */
  @Override
  public String toString() {
    return "MultiMarginLoss(" + margin + ")" + options;
  }
}
