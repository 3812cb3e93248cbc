package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.ops.NDArrays;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Labelled time series: inputs {@code [batch, length, channels]}, FLOAT, and class indices {@code
 * [batch]}, INT32, as targets; without classes the inputs are the targets.
 *
 * <p>Shorter series are padded with zeros behind their ends. A padded step cannot be told from a
 * step of zeros; {@link #withStepChannel} adds a channel that tells them apart, so that {@code new
 * Masking(0, body)} finds the padding.
 */
public final class TimeSeriesDataset implements Dataset {
  private final List<float[][]> series; // [length][channel], not padded
  private final int[] labels; // empty: none
  private final List<String> classNames;
  private final long missing;
  private final int length; // of the inputs
  private final boolean hasStepChannel;
  private final Dataset arrays;

  private TimeSeriesDataset(
      List<float[][]> series,
      int[] labels,
      List<String> classNames,
      long missing,
      int length,
      boolean hasStepChannel) {
    this.series = series;
    this.labels = labels;
    this.classNames = classNames;
    this.missing = missing;
    this.length = length;
    this.hasStepChannel = hasStepChannel;
    INDArray inputs = inputs();
    this.arrays = Dataset.of(inputs, labels.length == 0 ? inputs : targets());
  }

  /**
   * A data set of given series, padded to the longest; the values are copied.
   *
   * @param series each {@code [length][channels]}, of one step or more and as many channels
   * @param labels a class index for each series; none if there are no classes
   * @param classNames by class index
   * @throws IllegalArgumentException if sizes do not agree or an index has no name
   */
  public static TimeSeriesDataset of(
      List<float[][]> series, int[] labels, List<String> classNames) {
    return of(series, labels, ClassNames.require("TimeSeriesDataset", classNames), 0);
  }

  static TimeSeriesDataset of(
      List<float[][]> series, int[] labels, List<String> classNames, long missing) {
    List<float[][]> copies = SeriesChecks.copies(series, labels, classNames);
    int longest = copies.stream().mapToInt(one -> one.length).max().orElse(0);
    return new TimeSeriesDataset(
        copies, labels.clone(), List.copyOf(classNames), missing, longest, false);
  }

  /** The series cut to a length or padded to it. */
  public TimeSeriesDataset withLength(int length) {
    Shapes.requireSize("TimeSeriesDataset", "length", length);
    List<float[][]> cut =
        series.stream().map(one -> one.length > length ? Arrays.copyOf(one, length) : one).toList();
    return new TimeSeriesDataset(cut, labels, classNames, missing, length, hasStepChannel);
  }

  /** The same with a channel more, the last: 1 in the steps of a series, 0 in its padding. */
  public TimeSeriesDataset withStepChannel() {
    return new TimeSeriesDataset(series, labels, classNames, missing, length, true);
  }

  /**
   * The same standardised by another data set, for example the training set: minus the mean of its
   * channel and divided by the standard deviation, both over all steps of all its series. A channel
   * that is constant there is not divided.
   */
  public TimeSeriesDataset standardizedBy(TimeSeriesDataset other) {
    Objects.requireNonNull(other, "TimeSeriesDataset: other is null");
    SeriesChecks.require(
        other.channels() == channels(),
        "the other must have the %d channels of this, but has %d",
        channels(),
        other.channels());
    double[] means = new double[channels()];
    double[] deviations = new double[channels()];
    for (int channel = 0; channel < means.length; channel++) {
      means[channel] = other.meanPower(channel, 0, 1);
      double deviation = Math.sqrt(other.meanPower(channel, means[channel], 2));
      deviations[channel] = (float) deviation > 0 ? deviation : 1;
    }
    List<float[][]> scaled =
        series.stream().map(SeriesChecks::copy).peek(one -> scale(one, means, deviations)).toList();
    return new TimeSeriesDataset(scaled, labels, classNames, missing, length, hasStepChannel);
  }

  /** The mean of (x − centre) to a power. */
  private double meanPower(int channel, double centre, int power) {
    double sum = 0;
    long count = 0;
    for (float[][] one : series) {
      for (float[] step : one) {
        sum += Math.pow(step[channel] - centre, power);
      }
      count += one.length;
    }
    return sum / count;
  }

  private static void scale(float[][] steps, double[] means, double[] deviations) {
    for (float[] step : steps) {
      for (int i = 0; i < step.length; i++) {
        step[i] = (float) ((step[i] - means[i]) / deviations[i]);
      }
    }
  }

  @Override
  public int size() {
    return series.size();
  }

  @Override
  public Batch batch(int... rows) {
    return arrays.batch(rows);
  }

  /** The number of steps of the inputs, that of the longest series unless set otherwise. */
  public int length() {
    return length;
  }

  /** The number of channels of the series, without a step channel. */
  public int channels() {
    return series.get(0)[0].length;
  }

  /** Whether no series is padded. */
  public boolean isEqualLength() {
    return series.stream().allMatch(one -> one.length == length);
  }

  /** The steps of one series without padding, {@code [length][channels]}. */
  public float[][] series(int row) {
    return SeriesChecks.copy(series.get(Objects.checkIndex(row, series.size())));
  }

  /** The class index of one series, or −1 if there are no classes. */
  public int label(int row) {
    Objects.checkIndex(row, series.size());
    return labels.length == 0 ? -1 : labels[row];
  }

  /** The names of the classes by class index; empty if there are no classes. */
  public List<String> classNames() {
    return classNames;
  }

  /** How many values were missing in the file and have been interpolated. */
  public long missing() {
    return missing;
  }

  private INDArray inputs() {
    int width = channels() + (hasStepChannel ? 1 : 0);
    int count = Shapes.requireCount("TimeSeriesDataset", "inputs", size(), length, width);
    float[] values = new float[count];
    int row = 0;
    for (float[][] one : series) {
      for (int step = 0; step < one.length; step++) {
        int start = (row * length + step) * width;
        System.arraycopy(one[step], 0, values, start, channels());
        values[start + width - 1] = hasStepChannel ? 1 : values[start + width - 1];
      }
      row++;
    }
    return NDArrays.of(values, size(), length, width);
  }

  private INDArray targets() {
    INDArray targets = NDArrays.zeros(DataType.INT32, size());
    targets.data().setData(labels);
    return targets;
  }

  /** {@code TimeSeriesDataset(50 of length 150, 2 channels, 3 classes)}. */
  @Override
  public String toString() {
    int shortest = series.stream().mapToInt(one -> one.length).min().orElse(0);
    String plural = classNames.size() == 1 ? " class" : " classes";
    String classes = classNames.isEmpty() ? "" : ", " + classNames.size() + plural;
    return String.format(
        Locale.ROOT,
        "TimeSeriesDataset(%d of length %s, %d channel%s%s)",
        size(),
        shortest == length ? "" + length : shortest + " to " + length,
        channels(),
        channels() == 1 ? "" : "s",
        classes);
  }
}
