package io.github.taeda.examples.series;

import java.util.Arrays;

/** How far forecasts are from the truth. */
final class ForecastScores {
  private ForecastScores() {}

  /**
   * The mean absolute scaled error of each step ahead: the absolute errors, each divided by the
   * mean absolute difference of the training part of its series from the values one season earlier
   * (Hyndman and Koehler, 2006). Series where that is zero do not count.
   */
  static double[] scaledErrors(ForecastData data, ForecastWindows windows, double[][] forecasts) {
    double[] sums = new double[windows.horizon()];
    int count = 0;
    for (int i = 0; i < windows.size(); i++) {
      double scale = scale(data, windows.window(i).series(), windows.horizon());
      double[] truth = windows.truth(i);
      if (scale > 0) {
        count++;
        for (int step = 0; step < sums.length; step++) {
          sums[step] += Math.abs(truth[step] - forecasts[i][step]) / scale;
        }
      }
    }
    int all = count;
    return Arrays.stream(sums).map(sum -> sum / all).toArray();
  }

  private static double scale(ForecastData data, int series, int horizon) {
    double[] values = data.series().get(series);
    int end = data.testStart(series, horizon);
    double sum = 0;
    for (int step = data.season(); step < end; step++) {
      sum += Math.abs(values[step] - values[step - data.season()]);
    }
    return sum / (end - data.season());
  }

  /**
   * The quantiles of the errors of each step ahead, in the units of the windows: {@code
   * [probability][step]}.
   */
  static double[][] errorQuantiles(
      ForecastWindows windows, double[][] forecasts, double... probabilities) {
    double[][] quantiles = new double[probabilities.length][windows.horizon()];
    for (int step = 0; step < windows.horizon(); step++) {
      double[] errors = new double[windows.size()];
      for (int i = 0; i < errors.length; i++) {
        errors[i] = (windows.truth(i)[step] - forecasts[i][step]) / windows.units(i)[1];
      }
      Arrays.sort(errors);
      for (int p = 0; p < probabilities.length; p++) {
        quantiles[p][step] = errors[(int) Math.round(probabilities[p] * (errors.length - 1))];
      }
    }
    return quantiles;
  }

  /** The fraction of the true values within forecast + quantiles. */
  static double coverage(ForecastWindows windows, double[][] forecasts, double[]... quantiles) {
    long within = 0;
    for (int i = 0; i < windows.size(); i++) {
      double unit = windows.units(i)[1];
      double[] truth = windows.truth(i);
      for (int step = 0; step < truth.length; step++) {
        double error = (truth[step] - forecasts[i][step]) / unit;
        within += error >= quantiles[0][step] && error <= quantiles[1][step] ? 1 : 0;
      }
    }
    return within / (double) ((long) windows.size() * windows.horizon());
  }
}
