package io.github.taeda.nn.listeners.live;

import java.util.Arrays;

/**
 * Values over the epochs, of which fewer than {@value #CAPACITY} points are kept: when there are so
 * many, each two become one at their mean, and from then on a point is the mean of twice as many
 * values. One thread adds, others read.
 */
final class Series {
  static final int CAPACITY = 1024;

  private final double[] x = new double[CAPACITY];
  private final double[] y = new double[CAPACITY];
  private int size;
  private int thinned; // how often
  private long perPoint = 1;
  private double sum; // of the values of the next point
  private long values;
  private volatile double latest = Double.NaN; // value

  /** Adds a value; the point that it may be the last one of is at {@code x}. */
  void add(double x, double value) {
    latest = value;
    sum += value;
    if (++values >= perPoint) {
      addPoint(x, sum / values);
      sum = 0;
      values = 0;
    }
  }

  private synchronized void addPoint(double x, double y) {
    this.x[size] = x;
    this.y[size++] = y;
    if (size == CAPACITY) {
      for (int i = 0; i < CAPACITY / 2; i++) {
        this.x[i] = this.x[2 * i + 1];
        this.y[i] = (this.y[2 * i] + this.y[2 * i + 1]) / 2;
      }
      size = CAPACITY / 2;
      perPoint *= 2;
      thinned++;
    }
  }

  /**
   * The points that a reader does not have.
   *
   * @param last what it was given last; {@link Points#NONE} at first
   */
  synchronized Points after(Points last) {
    int from = last.thinned == thinned ? last.from + last.x.length : 0;
    return new Points(
        thinned,
        from,
        Arrays.copyOfRange(x, from, size),
        Arrays.copyOfRange(y, from, size),
        latest);
  }

  /**
   * Points of a series.
   *
   * @param thinned how often the series had been thinned
   * @param from the index of the first one; points from there on are replaced
   * @param x epochs
   * @param y values
   * @param latest value, which may not be in a point yet
   */
  @SuppressWarnings("ArrayRecordComponent") // it is only written out
  record Points(int thinned, int from, double[] x, double[] y, double latest) {
    static final Points NONE = new Points(-1, 0, new double[0], new double[0], Double.NaN);
  }
}
