package io.github.taeda.nn.losses;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Activations;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.SmoothActivations;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Soft margin loss, {@code Σ ln(1 + e^(−y ŷ))} of each example: the logistic loss of scores against
 * signs (Torch's {@code SoftMarginCriterion}).
 *
 * <p>Target y, each −1 or 1, and prediction ŷ, scores, are {@code [batch, …]} of one shape; another
 * target is a {@link io.github.taeda.nn.ShapeException} that names the index. The delta is {@code
 * −y / (1 + e^(y ŷ))}, times the factor of the {@link Reduction}.
 */
public final class SoftMarginLoss extends Loss {

  /** Creates a soft margin loss averaged over the examples. */
  public SoftMarginLoss() {
    this(Reduction.MEAN);
  }

  /** Creates a soft margin loss with another reduction. */
  public SoftMarginLoss(Reduction reduction) {
    super(reduction);
  }

  @Override
  protected void check(INDArray target, INDArray prediction) {
    super.check(target, prediction);
    ValueChecks.requireSigns(this, target);
  }

  @Override
  protected INDArray losses(INDArray target, INDArray prediction) {
    INDArray terms = negativeMargins(target, prediction);
    SmoothActivations.softplus(terms, terms);
    return perExample(terms);
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray delta = negativeMargins(target, prediction);
    Activations.sigmoid(delta, delta);
    Elementwise.multiply(target, delta, delta);
    Elementwise.scale(delta, -scale, delta);
    return delta;
  }

  /** {@code −y ŷ}. */
  private static INDArray negativeMargins(INDArray target, INDArray prediction) {
    INDArray margins = Scratch.like(prediction);
    Elementwise.multiply(target, prediction, margins);
    Elementwise.scale(margins, -1, margins);
    return margins;
  }
}
