package io.github.taeda.nn.optim.metrics;

import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The coefficient of determination, {@code R² = 1 − Σ (y − ŷ)² / Σ (y − ȳ)²}: 1 for perfect
 * predictions, 0 for those that always say the mean ȳ, negative for worse ones.
 *
 * <p>Target and prediction have one shape: {@code [batch]}, or {@code [*, outputs]} with an R² for
 * each output and their plain mean as the value. An output whose target never changes counts 1 if
 * all its predictions are correct, else 0. Of fewer than two examples the value is NaN, and so it
 * is if a prediction is.
 *
 * <p>Mean and squares are updated example by example (Welford, 1962), so a target far from zero
 * loses no digits.
 */
public final class R2 implements Metric {
  private long count; // of the examples that count
  private double total; // Σ of their weights
  private double[] means = {}; // [outputs], of the target
  private double[] squares = {}; // [outputs], Σ (y − ȳ)²
  private double[] residuals = {}; // [outputs], Σ (y − ŷ)²

  /** Creates a coefficient of no examples yet. */
  public R2() {}

  @Override
  public String name() {
    return "R2";
  }

  @Override
  public void clear() {
    count = 0;
    total = 0;
  }

  @Override
  public void add(INDArray target, INDArray prediction) {
    add(target, prediction, null);
  }

  @Override
  public void add(INDArray target, INDArray prediction, @Nullable INDArray weights) {
    ElementValues.requireSameShape(this, target, prediction);
    int outputs = prediction.rank() == 1 ? 1 : Math.toIntExact(prediction.size(-1));
    int rows = Math.toIntExact(prediction.length()) / outputs;
    ElementWeights each = ElementWeights.of(this, weights, prediction, rows);
    requireOutputs(outputs, prediction);
    double[] targets = ElementValues.of(target);
    double[] predictions = ElementValues.of(prediction);
    for (int row = 0; row < rows; row++) {
      double weight = each.get(row);
      if (weight > 0) {
        count++;
        total += weight;
        for (int j = 0; j < outputs; j++) {
          addOne(j, weight, targets[row * outputs + j], predictions[row * outputs + j]);
        }
      }
    }
  }

  private void requireOutputs(int outputs, INDArray prediction) {
    if (count == 0) {
      means = new double[outputs];
      squares = new double[outputs];
      residuals = new double[outputs];
    } else if (outputs != means.length) {
      throw new ShapeException(
          this
              + ": prediction must have "
              + means.length
              + " outputs as before, but was "
              + Shapes.text(prediction.shape()));
    }
  }

  @Override
  public void merge(Metric other) {
    R2 like = LikeMetric.of(this, other);
    if (like.count == 0) {
      return;
    }
    if (count == 0) {
      means = new double[like.means.length];
      squares = new double[like.means.length];
      residuals = new double[like.means.length];
    }
    LikeMetric.requireEqual("R2", "outputs", means.length, like.means.length);
    for (int j = 0; j < means.length; j++) {
      addAll(j, like);
    }
    count += like.count;
    total += like.total;
  }

  @Override
  public double value() {
    if (count < 2) {
      return Double.NaN;
    }
    double sum = 0;
    for (int j = 0; j < means.length; j++) {
      sum += squares[j] == 0 ? 1 - Math.signum(residuals[j]) : 1 - residuals[j] / squares[j];
    }
    return sum / means.length;
  }

  /** Mean and squares of both (Chan, Golub and LeVeque, 1979). */
  private void addAll(int output, R2 like) {
    double difference = like.means[output] - means[output];
    double fraction = like.total / (total + like.total);
    squares[output] += like.squares[output] + difference * difference * total * fraction;
    means[output] += difference * fraction;
    residuals[output] += like.residuals[output];
  }

  private void addOne(int output, double weight, double target, double prediction) {
    double before = target - means[output];
    means[output] += weight * before / total;
    squares[output] += weight * before * (target - means[output]);
    residuals[output] += weight * (target - prediction) * (target - prediction);
  }

  @Override
  public String toString() {
    return "R2";
  }
}
