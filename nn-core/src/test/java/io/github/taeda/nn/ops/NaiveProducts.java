package io.github.taeda.nn.ops;

/** Naive products in double, of matrices given row by row. */
final class NaiveProducts {
  private NaiveProducts() {}

  /** {@code a b + start}, a being [m, k] and b [k, n]. */
  static double[] product(double[] a, double[] b, double[] start, int m, int k, int n) {
    double[] result = start.clone();
    for (int i = 0; i < m; i++) {
      for (int l = 0; l < k; l++) {
        for (int j = 0; j < n; j++) {
          result[i * n + j] += a[i * k + l] * b[l * n + j];
        }
      }
    }
    return result;
  }

  /** The sums of the products' sizes: what a rounding error of {@link #product} is relative to. */
  static double[] scale(double[] a, double[] b, double[] start, int m, int k, int n) {
    return product(absolute(a), absolute(b), absolute(start), m, k, n);
  }

  static double[] transposed(double[] a, int m, int n) {
    double[] result = new double[a.length];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        result[j * m + i] = a[i * n + j];
      }
    }
    return result;
  }

  private static double[] absolute(double... numbers) {
    double[] result = numbers.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] = Math.abs(result[i]);
    }
    return result;
  }
}
