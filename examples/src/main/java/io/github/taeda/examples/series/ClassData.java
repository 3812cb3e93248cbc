package io.github.taeda.examples.series;

import io.github.taeda.nn.data.readers.TimeSeriesDataset;
import java.util.ArrayList;
import java.util.List;

/**
 * A training set and a test set of series, standardised by the training set and padded to one
 * length.
 */
record ClassData(TimeSeriesDataset train, TimeSeriesDataset test) {

  static ClassData of(TimeSeriesDataset train, TimeSeriesDataset test) {
    int length = Math.max(train.length(), test.length());
    return new ClassData(
        train.standardizedBy(train).withLength(length),
        test.standardizedBy(train).withLength(length));
  }

  boolean isPadded() {
    return !train.isEqualLength() || !test.isEqualLength();
  }

  /** The same with at most so many steps, each the mean of as many neighbours. */
  ClassData shortened(int maxLength) {
    int factor = (train.length() + maxLength - 1) / maxLength;
    return factor == 1 ? this : new ClassData(shortened(train, factor), shortened(test, factor));
  }

  private static TimeSeriesDataset shortened(TimeSeriesDataset data, int factor) {
    List<float[][]> series = new ArrayList<>();
    int[] labels = new int[data.size()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = data.label(i);
      series.add(shortened(data.series(i), factor));
    }
    return TimeSeriesDataset.of(series, labels, data.classNames())
        .withLength((data.length() + factor - 1) / factor);
  }

  private static float[][] shortened(float[][] steps, int factor) {
    float[][] means = new float[(steps.length + factor - 1) / factor][steps[0].length];
    for (int i = 0; i < means.length; i++) {
      int end = Math.min(steps.length, (i + 1) * factor);
      for (int step = i * factor; step < end; step++) {
        for (int channel = 0; channel < means[i].length; channel++) {
          means[i][channel] += steps[step][channel] / (end - i * factor);
        }
      }
    }
    return means;
  }

  /** All values of each series, padded with zeros. */
  static List<float[]> vectors(TimeSeriesDataset data) {
    List<float[]> vectors = new ArrayList<>();
    for (int i = 0; i < data.size(); i++) {
      vectors.add(data.batch(i).input().ravel().toFloatVector());
    }
    return vectors;
  }
}
