package io.github.taeda.nn.optim.lbfgs;

/** Arithmetic of vectors in double, whatever type the net has. */
final class DoubleVectors {
  private DoubleVectors() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** {@code a + factor · b}, a new vector. */
  static double[] plus(double[] a, double factor, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      sum[i] = a[i] + factor * b[i];
    }
    return sum;
  }

  /** {@code a ← a + factor · b}. */
  static void add(double[] a, double factor, double[] b) {
    for (int i = 0; i < a.length; i++) {
      a[i] += factor * b[i];
    }
  }

  static void scale(double[] a, double factor) {
    for (int i = 0; i < a.length; i++) {
      a[i] *= factor;
    }
  }

  /** The largest magnitude; NaN if there is one. */
  static double maxAbs(double[] a) {
    double max = 0;
    for (double element : a) {
      max = Math.max(max, Math.abs(element));
    }
    return max;
  }

  static double sumAbs(double[] a) {
    double sum = 0;
    for (double element : a) {
      sum += Math.abs(element);
    }
    return sum;
  }
}
