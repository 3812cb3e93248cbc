package io.github.taeda.nn.losses;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Activations;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Infinities;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.SmoothActivations;
import java.util.Arrays;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Binary cross-entropy of scores, {@code Σ ((1 − y) (max(x, 0) + ℓ) + y (max(−x, 0) + ℓ))} of each
 * example, with {@code ℓ = ln(1 + e^−|x|)}: {@link BCELoss} of their sigmoid, finite for any finite
 * x.
 *
 * <p>Target y, probabilities, and prediction x, scores, are {@code [batch, …]} of one shape. A
 * target outside 0…1 is a {@link io.github.taeda.nn.ShapeException} that names the index and the
 * value. The delta is {@code σ(x) − y}, σ being the logistic function, times the factor of the
 * {@link Reduction}. Positive weights p, PyTorch's {@code pos_weight}, multiply the second term;
 * the delta is then {@code σ(x) (1 − y + p y) − p y}.
 */
public final class BCEWithLogitsLoss extends Loss {
  private final double[] positiveWeights; // one for each element of the last axis, or none

  /** Creates a cross-entropy averaged over the examples. */
  public BCEWithLogitsLoss() {
    this(Reduction.MEAN);
  }

  /** Creates a cross-entropy with another reduction. */
  public BCEWithLogitsLoss(Reduction reduction) {
    this(reduction, new double[0]);
  }

  private BCEWithLogitsLoss(Reduction reduction, double... positiveWeights) {
    super(reduction);
    this.positiveWeights = positiveWeights;
  }

  /**
   * The same loss with weights of positive targets: above 1 for labels that are rare.
   *
   * @param weights p, one for each element of the last axis, at least 0
   */
  public BCEWithLogitsLoss withPositiveWeights(double... weights) {
    for (double weight : Objects.requireNonNull(weights, "BCEWithLogitsLoss: weights is null")) {
      if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "BCEWithLogitsLoss: positive weights must be at least 0 and finite, but were "
                + Arrays.toString(weights));
      }
    }
    return new BCEWithLogitsLoss(reduction(), weights.clone());
  }

  @Override
  protected void check(INDArray target, INDArray prediction) {
    super.check(target, prediction);
    if (positiveWeights.length > 0) {
      Shapes.requireLast(this, "prediction", prediction, positiveWeights.length);
    }
    ValueChecks.requireProbabilities(this, "target", target);
  }

  @Override
  protected INDArray losses(INDArray target, INDArray prediction) {
    INDArray logarithm = Scratch.like(prediction);
    SmoothActivations.log1pExpMinusAbs(prediction, logarithm);
    INDArray cost = Scratch.like(prediction);
    INDArray weight = Scratch.like(prediction);
    Elementwise.maximum(prediction, 0, cost);
    Elementwise.add(cost, logarithm, cost);
    Elementwise.subtractFrom(1, target, weight);
    INDArray terms = Scratch.like(prediction);
    Infinities.multiplyOrZero(weight, cost, terms);
    Elementwise.scale(prediction, -1, cost);
    Elementwise.maximum(cost, 0, cost);
    Elementwise.add(cost, logarithm, cost);
    Infinities.multiplyOrZero(positive(target), cost, cost);
    Elementwise.add(terms, cost, terms);
    return perExample(terms);
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray delta = Scratch.like(prediction);
    Activations.sigmoid(prediction, delta);
    INDArray positive = positive(target);
    if (positive != target) {
      INDArray weight = Scratch.like(prediction);
      Elementwise.subtract(positive, target, weight);
      Elementwise.addScalar(weight, 1, weight);
      Elementwise.multiply(delta, weight, delta);
    }
    Elementwise.subtract(delta, positive, delta);
    Elementwise.scale(delta, scale, delta);
    return delta;
  }

  /** p y. */
  private INDArray positive(INDArray target) {
    if (positiveWeights.length == 0) {
      return target;
    }
    INDArray row = Scratch.array(target.dataType(), positiveWeights.length);
    NDArrays.setValues(positiveWeights, row);
    INDArray positive = Scratch.like(target);
    Rowwise.multiplyRow(target, row, positive);
    return positive;
  }

  /** {@code BCEWithLogitsLoss}, or {@code BCEWithLogitsLoss(positive weights [2.0, 1.0])}. */
  @Override
  public String toString() {
    return positiveWeights.length == 0
        ? "BCEWithLogitsLoss"
        : "BCEWithLogitsLoss(positive weights " + Arrays.toString(positiveWeights) + ")";
  }
}
