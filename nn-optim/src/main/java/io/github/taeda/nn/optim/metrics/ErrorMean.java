package io.github.taeda.nn.optim.metrics;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Base class of regression errors: the mean, over all elements, of a term of each error. */
abstract class ErrorMean implements Metric {
  private double sum;
  private long count;

  /** The term of an error {@code ŷ − y}. */
  abstract double term(double error);

  @Override
  public final void clear() {
    sum = 0;
    count = 0;
  }

  @Override
  public final void add(INDArray target, INDArray prediction) {
    ElementValues.requireSameShape(this, target, prediction);
    double[] targets = ElementValues.of(target);
    double[] predictions = ElementValues.of(prediction);
    for (int i = 0; i < targets.length; i++) {
      sum += term(predictions[i] - targets[i]);
    }
    count += targets.length;
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
