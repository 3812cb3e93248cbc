package io.github.taeda.examples.regression;

import java.util.Arrays;

/** The line {@code y = slope · x + bias} with the least squared distances to points. */
record LeastSquares(double slope, double bias) {

  /** Finds it by its formula. */
  static LeastSquares of(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double both = 0;
    double square = 0;
    for (int i = 0; i < x.length; i++) {
      both += (x[i] - meanX) * (y[i] - meanY);
      square += (x[i] - meanX) * (x[i] - meanX);
    }
    return new LeastSquares(both / square, meanY - both / square * meanX);
  }

  /** The root of the mean square of the differences. */
  static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum / a.length);
  }
}
