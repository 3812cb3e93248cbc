package io.github.taeda.nn.losses;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Hinge loss, {@code Σ max(0, 1 − y ŷ)} of each example: scores should be on the right side by a
 * margin of 1 (Cortes and Vapnik, 1995).
 *
 * <p>Target y, each −1 or 1, and prediction ŷ, scores, are {@code [batch, …]} of one shape; another
 * target is a {@link io.github.taeda.nn.ShapeException} that names the index. The delta is {@code
 * −y} where {@code y ŷ < 1}, else 0, at the kink too, times the factor of the {@link Reduction}.
 */
public final class HingeLoss extends Loss {

  /** Creates a hinge loss averaged over the examples. */
  public HingeLoss() {
    this(Reduction.MEAN);
  }

  /** Creates a hinge loss with another reduction. */
  public HingeLoss(Reduction reduction) {
    super(reduction);
  }

  @Override
  protected void check(INDArray target, INDArray prediction) {
    super.check(target, prediction);
    ValueChecks.requireSigns(this, target);
  }

  @Override
  protected INDArray losses(INDArray target, INDArray prediction) {
    INDArray terms = Scratch.like(prediction);
    Elementwise.multiply(target, prediction, terms);
    Elementwise.subtractFrom(1, terms, terms);
    Elementwise.maximum(terms, 0, terms);
    return perExample(terms);
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray delta = Scratch.like(prediction);
    Elementwise.multiply(target, prediction, delta);
    Elementwise.subtractFrom(1, delta, delta);
    Elementwise.heaviside(delta, 0, delta); // 1 where y ŷ < 1
    Elementwise.multiply(target, delta, delta);
    Elementwise.scale(delta, -scale, delta);
    return delta;
  }
}
