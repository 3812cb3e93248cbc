package io.github.taeda.nn.ops;

/** The normal distribution in double, by series whose terms do not cancel. */
final class Normal {
  private static final double ROOT_PI = Math.sqrt(Math.PI);

  private Normal() {}

  /** The probability of a number below x. */
  static double below(double x) {
    return erfc(-x / Math.sqrt(2)) / 2;
  }

  static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }

  /** 2/√π ∫_x^∞ e^(−t²) dt. */
  static double erfc(double x) {
    if (x < 0) {
      return 2 - erfc(-x);
    }
    return x < 0.75 ? 1 - erf(x) : tail(x);
  }

  /** Abramowitz and Stegun 7.1.6: 2/√π e^(−x²) Σ 2^n x^(2n+1) / (1 · 3 ⋯ (2n+1)). */
  private static double erf(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; n < 100; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return 2 / ROOT_PI * Math.exp(-x * x) * sum;
  }

  /** Abramowitz and Stegun 7.1.14, from the end: e^(−x²)/√π / (x + (1/2) / (x + 1 / (x + …))). */
  private static double tail(double x) {
    double fraction = x;
    for (int n = 300; n > 0; n--) {
      fraction = x + n / 2.0 / fraction;
    }
    return Math.exp(-x * x) / ROOT_PI / fraction;
  }
}
