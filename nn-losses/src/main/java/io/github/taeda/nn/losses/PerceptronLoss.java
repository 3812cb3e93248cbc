package io.github.taeda.nn.losses;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Perceptron loss, {@code Σ max(0, −y ŷ)} of each example; gradient descent on it is the perceptron
 * rule (Rosenblatt, 1958).
 *
 * <p>Target y, each −1 or 1, and prediction ŷ, scores, are {@code [batch, …]} of one shape; another
 * target is a {@link io.github.taeda.nn.ShapeException} that names the index. The delta is {@code
 * −y} where {@code y ŷ ≤ 0}, else 0, times the factor of the {@link Reduction}: a score of 0 counts
 * as wrong, so that learning may start from zero weights.
 */
public final class PerceptronLoss extends Loss {

  /** Creates a perceptron loss averaged over the examples. */
  public PerceptronLoss() {
    this(Reduction.MEAN);
  }

  /** Creates a perceptron loss with another reduction. */
  public PerceptronLoss(Reduction reduction) {
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
    Elementwise.scale(terms, -1, terms);
    Elementwise.maximum(terms, 0, terms);
    return perExample(terms);
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray delta = Scratch.like(prediction);
    Elementwise.multiply(target, prediction, delta);
    Elementwise.heaviside(delta, 0, delta);
    Elementwise.subtractFrom(1, delta, delta); // 1 where y ŷ ≤ 0
    Elementwise.multiply(target, delta, delta);
    Elementwise.scale(delta, -scale, delta);
    return delta;
  }
}
