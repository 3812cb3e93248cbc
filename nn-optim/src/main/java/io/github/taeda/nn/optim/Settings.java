package io.github.taeda.nn.optim;

/** Checks of the numbers that rules and loops are set with; NaN is refused by each. */
final class Settings {
  private Settings() {}

  static double requirePositive(String owner, String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          owner + ": " + name + " must be > 0 and finite, but was " + value);
    }
    return value;
  }

  /** Requires a number from 0 to 1, 1 excluded. */
  static double requireFraction(String owner, String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          owner + ": " + name + " must be at least 0 and less than 1, but was " + value);
    }
    return value;
  }

  static int requireCount(String owner, String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          owner + ": " + name + " must be at least 1, but was " + value);
    }
    return value;
  }
}
