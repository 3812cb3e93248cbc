package io.github.taeda.nn.data.readers;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Checks of the series of a {@link TimeSeriesDataset}. */
final class SeriesChecks {
  private SeriesChecks() {}

  /** Copies of the series, after all checks. */
  static List<float[][]> copies(List<float[][]> series, int[] labels, List<String> classNames) {
    Objects.requireNonNull(series, "TimeSeriesDataset: series is null");
    Objects.requireNonNull(labels, "TimeSeriesDataset: labels is null");
    require(!series.isEmpty(), "there must be at least one series");
    requireLabels(series.size(), labels, classNames);
    List<float[][]> copies = series.stream().map(SeriesChecks::copy).toList();
    int channels = copies.get(0)[0].length;
    for (int i = 0; i < copies.size(); i++) {
      for (float[] step : copies.get(i)) {
        require(
            step.length == channels && channels > 0,
            "each step must have the %d channels of the first, at least 1, but series %d has %d",
            channels,
            i,
            step.length);
      }
    }
    return copies;
  }

  private static void requireLabels(int size, int[] labels, List<String> classNames) {
    require(
        labels.length == (classNames.isEmpty() ? 0 : size),
        "there must be a label for each of %d series if there are classes, but there are %d",
        size,
        labels.length);
    for (int label : labels) {
      require(
          label >= 0 && label < classNames.size(),
          "labels must be 0 to %d, but one was %d",
          classNames.size() - 1,
          label);
    }
  }

  /** A copy of a series, which has at least one step. */
  static float[][] copy(float[] @Nullable [] steps) {
    if (steps == null || steps.length == 0) {
      throw new IllegalArgumentException(
          "TimeSeriesDataset: each series must have at least one step");
    }
    return Arrays.stream(steps).map(float[]::clone).toArray(float[][]::new);
  }

  static void require(boolean condition, String problem, Object... arguments) {
    if (!condition) {
      throw new IllegalArgumentException(
          "TimeSeriesDataset: " + String.format(Locale.ROOT, problem, arguments));
    }
  }
}
