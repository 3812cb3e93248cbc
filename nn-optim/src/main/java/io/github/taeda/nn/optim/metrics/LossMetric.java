package io.github.taeda.nn.optim.metrics;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The loss of all examples, reduced like the losses of a batch. */
final class LossMetric implements Metric {
  private final Loss loss;
  private double sum;
  private double weights;

  LossMetric(Loss loss) {
    this.loss = loss;
  }

  @Override
  public String name() {
    return "loss";
  }

  @Override
  public void clear() {
    sum = 0;
    weights = 0;
  }

  @Override
  public void add(INDArray target, INDArray prediction) {
    add(target, prediction, null);
  }

  @Override
  public void add(INDArray target, INDArray prediction, @Nullable INDArray weights) {
    double weight = loss.weight(target, prediction, weights);
    sum += weight * loss.value(target, prediction, weights);
    this.weights += weight;
  }

  @Override
  public double value() {
    if (weights == 0) {
      return Double.NaN;
    }
    return loss.reduction() == Reduction.SUM ? sum : sum / weights;
  }

  @Override
  public boolean higherIsBetter() {
    return false;
  }
}
