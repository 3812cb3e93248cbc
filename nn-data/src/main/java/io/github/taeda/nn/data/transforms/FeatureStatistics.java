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

/** Mean, deviation and extremes of each feature, in one pass (Welford, 1962). */
final class FeatureStatistics {
  private static final int BATCH = 256;

  private final DataType type;
  private final double[] means;
  private final double[] squares; // sums of squared distances from the mean
  private final double[] smallest;
  private final double[] largest;
  private double[] numbers = {}; // of the last batch, kept for the next
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
      Scratch.Step step = scratch.step();
      try {
        statistics.add(owner, data.batch(rows).input(), rows);
      } finally {
        step.close();
      }
    }
    return statistics;
  }

  private void add(Object owner, INDArray inputs, int... rows) {
    if (numbers.length != inputs.length()) {
      numbers = new double[Math.toIntExact(inputs.length())];
    }
    NDArrays.readValues(inputs, numbers);
    int place = 0;
    for (int row : rows) {
      count++;
      for (int i = 0; i < means.length; i++) {
        double x = numbers[place++];
        if (!Double.isFinite(x)) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "%s: inputs must be finite, but feature %d of example %d is %s",
                  owner,
                  i,
                  row,
                  x));
        }
        double away = x - means[i];
        means[i] += away / count;
        squares[i] += away * (x - means[i]);
        smallest[i] = Math.min(smallest[i], x);
        largest[i] = Math.max(largest[i], x);
      }
    }
  }

  /**
   * What a feature is multiplied by so that its spread becomes 1; 1 for a spread that is nothing,
   * or so little that the inputs' type cannot hold the factor.
   */
  double factor(Object owner, int feature, double spread) {
    double least = type == DataType.FLOAT ? Float.MIN_NORMAL : Double.MIN_NORMAL;
    if (!(spread <= 1 / least)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: the spread of feature %d must be at most %s for %s, but was %s",
              owner,
              feature,
              1 / least,
              type,
              spread));
    }
    return spread >= least ? 1 / spread : 1;
  }

  double[] means() {
    return means;
  }

  /** The root of the mean squared distance from the mean. */
  double deviation(int feature) {
    return Math.sqrt(squares[feature] / count);
  }

  double[] smallest() {
    return smallest;
  }

  double[] largest() {
    return largest;
  }
}
