package io.github.taeda.examples.regression;

import java.util.Arrays;

/** The line {@code y = slope · x + bias} that minimises the squared errors of points. */
record LeastSquares(double slope, double bias) {

  /** Fits the line by the closed form. */
  static LeastSquares of(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double covariance = 0;
    double variance = 0;
    for (int i = 0; i < x.length; i++) {
      covariance += (x[i] - meanX) * (y[i] - meanY);
      variance += (x[i] - meanX) * (x[i] - meanX);
    }
    return new LeastSquares(covariance / variance, meanY - covariance / variance * meanX);
  }

  /** The root mean squared error between two series of values. */
  static double rmse(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum / a.length);
  }
}
