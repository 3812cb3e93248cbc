package io.github.taeda.nn.listeners.live;

/** Norm and histogram of an array that is read in parts. */
final class ArraySummary {
  private static final int BINS = 40;
  private static final int MAX_SAMPLE = 16_384; // elements of the histogram, evenly spaced

  private final double[] sample;
  private final long every;
  private double squares;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private int size;
  private long count;

  ArraySummary(long length) {
    every = (length + MAX_SAMPLE - 1) / MAX_SAMPLE;
    sample = new double[(int) ((length + every - 1) / every)];
  }

  void add(double... part) {
    for (double element : part) {
      squares += element * element;
      if (count++ % every == 0) {
        sample[size++] = element;
      }
      if (Double.isFinite(element)) {
        min = Math.min(min, element);
        max = Math.max(max, element);
      }
    }
  }

  double norm() {
    return Math.sqrt(squares);
  }

  ElementHistogram histogram() {
    int[] counts = new int[BINS];
    double width = max - min;
    for (int i = 0; i < size; i++) {
      if (Double.isFinite(sample[i])) {
        double bin = width > 0 ? (sample[i] - min) / width * BINS : BINS / 2;
        counts[Math.min(BINS - 1, (int) bin)]++;
      }
    }
    return width >= 0
        ? new ElementHistogram(min, max, counts)
        : new ElementHistogram(Double.NaN, Double.NaN, counts);
  }

  /**
   * How many of the finite elements are in each of equal intervals.
   *
   * @param min of the finite elements, where the first interval begins; NaN if there is none
   * @param max of the finite elements, where the last interval ends; NaN if there is none
   */
  @SuppressWarnings("ArrayRecordComponent") // it is only written out
  record ElementHistogram(double min, double max, int[] counts) {}
}
