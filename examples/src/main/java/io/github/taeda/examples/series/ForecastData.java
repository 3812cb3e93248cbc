package io.github.taeda.examples.series;

import java.util.Arrays;
import java.util.List;

/**
 * Series to forecast, each at least {@link #minLength} long.
 *
 * @param names of the series
 * @param series the values of each
 * @param missing how many values were missing and are interpolated
 * @param season the number of steps after which the series repeat roughly, 1 if they do not
 */
record ForecastData(List<String> names, List<double[]> series, long missing, int season) {
  private static final int MAX_CONTEXT = 120; // unless a season is longer
  private static final int MIN_CONTEXT = 8;
  private static final int MAX_HORIZON = 24;
  private static final int MAX_SEASON = 400; // that is looked for
  private static final double MIN_CORRELATION = 0.3; // at the lag of a season

  /** How many steps a forecast sees. */
  int context() {
    return Math.max(MIN_CONTEXT, Math.max(season, Math.min(3 * season, MAX_CONTEXT)));
  }

  /** How many steps are forecast, unless set otherwise: a season, within bounds. */
  static int horizon(int season) {
    return Math.max(4, Math.min(season, MAX_HORIZON));
  }

  /** Where the test part of a series begins, the last fifth, which holds two horizons or more. */
  int testStart(int series, int horizon) {
    int length = this.series.get(series).length;
    return length - Math.max(2 * horizon, length / 5);
  }

  /** The shortest series from which something can be learnt. */
  int minLength(int horizon) {
    return context() + 6 * horizon;
  }

  /**
   * The season of series, by the autocorrelation of their differences from a straight line: the
   * shortest lag that is a peak of at least 0.9 times the highest, 1 if that is too low.
   */
  static int season(List<double[]> series) {
    int shortest = series.stream().mapToInt(values -> values.length).min().orElse(0);
    int lags = Math.min(shortest / 3, MAX_SEASON);
    double[] correlation = new double[lags + 2];
    for (double[] values : series) {
      double[] x = withoutLine(values);
      double variance = Arrays.stream(x).map(v -> v * v).sum();
      for (int lag = 1; lag < correlation.length && variance > 0; lag++) {
        correlation[lag] += product(x, lag) / variance / series.size();
      }
    }
    double highest = MIN_CORRELATION;
    for (int lag = 2; lag <= lags; lag++) {
      highest = isPeak(correlation, lag) ? Math.max(highest, correlation[lag]) : highest;
    }
    for (int lag = 2; lag <= lags; lag++) {
      if (isPeak(correlation, lag) && correlation[lag] > 0.9 * highest) {
        return lag;
      }
    }
    return 1;
  }

  private static boolean isPeak(double[] values, int i) {
    return values[i] > values[i - 1] && values[i] >= values[i + 1];
  }

  private static double product(double[] x, int lag) {
    double sum = 0;
    for (int i = lag; i < x.length; i++) {
      sum += x[i] * x[i - lag];
    }
    return sum;
  }

  private static double[] withoutLine(double[] y) {
    double middle = (y.length - 1) / 2.0;
    double mean = Arrays.stream(y).average().orElse(0);
    double products = 0;
    double squares = 0;
    for (int i = 0; i < y.length; i++) {
      products += (i - middle) * (y[i] - mean);
      squares += (i - middle) * (i - middle);
    }
    double slope = squares == 0 ? 0 : products / squares;
    double[] rest = new double[y.length];
    Arrays.setAll(rest, i -> y[i] - mean - slope * (i - middle));
    return rest;
  }
}
