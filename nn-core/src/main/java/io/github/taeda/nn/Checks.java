package io.github.taeda.nn;

import java.util.List;
import java.util.Objects;

/**
 * Range checks of scalar arguments, each an {@link IllegalArgumentException} that names the owner,
 * the argument, the expected range and the value; NaN is rejected by each. Null is a {@link
 * NullPointerException} that names owner and argument.
 *
 * <p>The owner is a name, or an object whose {@code toString} names it.
 */
public final class Checks {
  private Checks() {}

  /** Requires elements of which none is null, and returns them as a list of their own. */
  public static <T> List<T> requireAll(Object owner, String name, T[] elements) {
    String who = Container.nameOf(owner) + ": " + name;
    Objects.requireNonNull(elements, () -> who + " is null");
    for (int i = 0; i < elements.length; i++) {
      int index = i;
      Objects.requireNonNull(elements[i], () -> who + "[" + index + "] is null");
    }
    return List.of(elements);
  }

  /** Requires a value in (0, ∞). */
  public static double requirePositive(Object owner, String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          Container.nameOf(owner) + ": " + name + " must be > 0 and finite, but was " + value);
    }
    return value;
  }

  /** Requires a value in [0, ∞). */
  public static double requireNonNegative(Object owner, String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          Container.nameOf(owner)
              + ": "
              + name
              + " must be at least 0 and finite, but was "
              + value);
    }
    return value;
  }

  /** Requires a value in [0, 1). */
  public static double requireFraction(Object owner, String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          Container.nameOf(owner)
              + ": "
              + name
              + " must be at least 0 and less than 1, but was "
              + value);
    }
    return value;
  }

  /** Requires a value in [0, 1]. */
  public static double requireProportion(Object owner, String name, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(
          Container.nameOf(owner) + ": " + name + " must be between 0 and 1, but was " + value);
    }
    return value;
  }

  /** Requires a count of at least 1. */
  public static int requireCount(Object owner, String name, int value) {
    requireCount(owner, name, (long) value);
    return value;
  }

  /** Requires a count of at least 1. */
  public static long requireCount(Object owner, String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          Container.nameOf(owner) + ": " + name + " must be at least 1, but was " + value);
    }
    return value;
  }
}
