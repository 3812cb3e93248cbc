package io.github.taeda.nn.data.transforms;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.data.Batches;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import java.util.Arrays;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Mean, variance and extremes of each feature, in one pass (Welford, 1962). */
final class FeatureStatistics {
  private static final int BATCH = 256;

  private final DataType type;
  private final double[] means;
  private final double[] squares; // sums of squared distances from the mean
  private final double[] smallest;
  private final double[] largest;
  private double[] values = {}; // of the last batch, reused for the next
  private long count;

  private FeatureStatistics(int features, DataType type) {
    this.type = type;
    means = new double[features];
    squares = new double[features];
    smallest = new double[features];
    largest = new double[features];
    Arrays.fill(smallest, Double.POSITIVE_INFINITY);
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
  }

  static FeatureStatistics of(Object owner, Dataset data) {
    if (data.size() == 0) {
      throw new IllegalArgumentException(owner + ": there are no examples to fit to");
    }
    INDArray first = data.batch(0).input();
    Shapes.requireNumbers(owner, "input", first);
    FeatureStatistics statistics =
        new FeatureStatistics(Math.toIntExact(first.length()), first.dataType());
    Scratch scratch = new Scratch();
    for (int[] rows : Batches.inOrder(data.size(), BATCH)) {
      try (Scratch.Step step = scratch.step()) {
        statistics.add(owner, data.batch(rows).input(), rows);
      }
    }
    return statistics;
  }

  private void add(Object owner, INDArray inputs, int... rows) {
    if (values.length != inputs.length()) {
      values = new double[Math.toIntExact(inputs.length())];
    }
    NDArrays.readValues(inputs, values);
    for (int i = 0; i < values.length; i++) {
      int feature = i % means.length;
      requireFinite(owner, values[i], feature, rows[i / means.length]);
      count += feature == 0 ? 1 : 0;
      update(feature, values[i]);
    }
  }

  private static void requireFinite(Object owner, double x, int feature, int row) {
    if (!Double.isFinite(x)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: inputs must be finite, but feature %d of example %d is %s",
              owner,
              feature,
              row,
              x));
    }
  }

  private void update(int i, double x) {
    double difference = x - means[i];
    means[i] += difference / count;
    squares[i] += difference * (x - means[i]);
    smallest[i] = Math.min(smallest[i], x);
    largest[i] = Math.max(largest[i], x);
  }

  /**
   * The factor that scales a feature's spread to 1. It is 1 if the spread is 0 or so small that the
   * factor overflows the type of the inputs.
   */
  double factor(Object owner, int feature, double spread) {
    double min = type == DataType.FLOAT ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    if (!(spread <= 1 / min)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: the spread of feature %d must be at most %s for %s, but was %s",
              owner,
              feature,
              1 / min,
              type,
              spread));
    }
    return spread >= min ? 1 / spread : 1;
  }

  double[] means() {
    return means;
  }

  /** σ of a feature, with divisor n. */
  double standardDeviation(int feature) {
    return Math.sqrt(squares[feature] / count);
  }

  double[] smallest() {
    return smallest;
  }

  double[] largest() {
    return largest;
  }
}
