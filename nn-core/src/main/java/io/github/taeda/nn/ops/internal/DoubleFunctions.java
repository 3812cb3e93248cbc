package io.github.taeda.nn.ops.internal;

/** Functions of one double that {@link Math} does not have, or not fast enough. */
final class DoubleFunctions {
  /** Below, 1 − e^−2x would cancel. */
  private static final double SMALL = 0.25;

  private DoubleFunctions() {}

  /** tanh x, to three roundings; {@link Math#tanh} takes 2 to 4 times as long. */
  static double tanh(double x) {
    double size = Math.abs(x);
    if (size < SMALL) {
      // Lambert's continued fraction x / (1 + x²/(3 + x²/(5 + …))) as far as 11.
      double q = x * x;
      return x * (10395 + q * (1260 + q * 21)) / (10395 + q * (4725 + q * (210 + q)));
    }
    double t = Math.exp(-2 * size);
    return Math.copySign((1 - t) / (1 + t), x);
  }

  /** 1 / (1 + e^−x), with all digits for any x. */
  static double sigmoid(double x) {
    double t = Math.exp(-Math.abs(x));
    return (x < 0 ? t : 1) / (1 + t);
  }

  /** x, with ± the largest finite value in place of ±∞. */
  static double clamp(double x) {
    return Math.max(Math.min(x, Double.MAX_VALUE), -Double.MAX_VALUE);
  }
}
