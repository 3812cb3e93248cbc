package io.github.taeda.nn.losses;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Activations;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Infinities;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.SmoothActivations;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Binary cross-entropy of scores, {@code Σ ((1 − y) max(x, 0) + y max(−x, 0) + ln(1 + e^−|x|))} of
 * each example: {@link BCELoss} of their sigmoid, finite for any finite x.
 *
 * <p>Target y, probabilities, and prediction x, scores, are {@code [batch, …]} of one shape. A
 * target outside 0…1 is a {@link io.github.taeda.nn.ShapeException} that names the index and the
 * value. The delta is {@code σ(x) − y}, σ being the logistic function, times the factor of the
 * {@link Reduction}.
 */
public final class BCEWithLogitsLoss extends Loss {

  /** Creates a cross-entropy averaged over the examples. */
  public BCEWithLogitsLoss() {
    this(Reduction.MEAN);
  }

  /** Creates a cross-entropy with another reduction. */
  public BCEWithLogitsLoss(Reduction reduction) {
    super(reduction);
  }

  @Override
  protected void check(INDArray target, INDArray prediction) {
    super.check(target, prediction);
    ValueChecks.requireProbabilities(this, "target", target);
  }

  @Override
  protected INDArray losses(INDArray target, INDArray prediction) {
    INDArray positive = Scratch.like(prediction);
    INDArray weight = Scratch.like(prediction);
    INDArray terms = Scratch.like(prediction);
    Elementwise.maximum(prediction, 0, positive);
    Elementwise.subtractFrom(1, target, weight);
    Infinities.multiplyOrZero(weight, positive, terms); // (1 − y) max(x, 0)
    Elementwise.scale(prediction, -1, positive);
    Elementwise.maximum(positive, 0, positive);
    Infinities.multiplyOrZero(target, positive, positive); // y max(−x, 0)
    Elementwise.add(terms, positive, terms);
    SmoothActivations.log1pExpMinusAbs(prediction, positive);
    Elementwise.add(terms, positive, terms);
    return perExample(terms);
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray delta = Scratch.like(prediction);
    Activations.sigmoid(prediction, delta);
    Elementwise.subtract(delta, target, delta);
    Elementwise.scale(delta, scale, delta);
    return delta;
  }
}
