package io.github.taeda.nn.optim.metrics;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Base class of regression errors: the mean, over all elements, of a term of each error, weighted
 * by the weights of the examples if there are any.
 */
abstract class ErrorMean implements Metric {
  private double sum;
  private double count; // Σ of the weights

  /** The term of an error {@code ŷ − y}. */
  abstract double term(double error);

  @Override
  public final void clear() {
    sum = 0;
    count = 0;
  }

  @Override
  public final void add(INDArray target, INDArray prediction) {
    add(target, prediction, null);
  }

  @Override
  public final void add(INDArray target, INDArray prediction, @Nullable INDArray weights) {
    ElementValues.requireSameShape(this, target, prediction);
    double[] targets = ElementValues.of(target);
    double[] predictions = ElementValues.of(prediction);
    ElementWeights each = ElementWeights.of(this, weights, prediction, targets.length);
    for (int i = 0; i < targets.length; i++) {
      double weight = each.get(i);
      count += weight;
      sum += weight == 0 ? 0 : weight * term(predictions[i] - targets[i]);
    }
  }

  @Override
  public final void merge(Metric other) {
    ErrorMean like = LikeMetric.of(this, other);
    sum += like.sum;
    count += like.count;
  }

  @Override
  public double value() {
    return sum / count;
  }

  @Override
  public final boolean higherIsBetter() {
    return false;
  }

  /** The class's name. */
  @Override
  public final String toString() {
    return getClass().getSimpleName();
  }
}
