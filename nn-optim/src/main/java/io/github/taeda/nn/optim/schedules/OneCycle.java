package io.github.taeda.nn.optim.schedules;

import io.github.taeda.nn.Checks;

/**
 * One-cycle policy: the factor rises from {@code initial} to 1 and then falls to {@code last},
 * which it keeps afterwards (Smith, 2018).
 *
 * <pre>{@code
 * optim.schedule(Schedule.oneCycle(iterations).rise(0.4).linear());
 * }</pre>
 *
 * <p>The learning rate of the rule is the highest one. Of a length n and the part p that rises, the
 * times 0 to p n − 1 rise, and those up to n − 1 fall, as in PyTorch's {@code OneCycleLR}; p is
 * 0.3, the initial factor 1/25, the last factor 1/250 000, and both phases are halves of a cosine
 * unless set. Momentum stays as it is.
 */
public final class OneCycle implements Schedule {
  private final long length;
  private final double rise;
  private final double initial;
  private final double last;
  private final boolean linear;

  private OneCycle(long length, double rise, double initial, double last, boolean linear) {
    this.length = length;
    this.rise = rise;
    this.initial = initial;
    this.last = last;
    this.linear = linear;
  }

  static OneCycle of(long length) {
    if (length < 2) {
      throw new IllegalArgumentException(
          "Schedule.oneCycle: length must be at least 2, but was " + length);
    }
    return new OneCycle(length, 0.3, 1.0 / 25, 1.0 / 250_000, false);
  }

  /** The same schedule with another part of the length that rises, greater than 0, less than 1. */
  public OneCycle rise(double part) {
    Checks.requirePositive("Schedule.oneCycle", "rise", part);
    Checks.requireFraction("Schedule.oneCycle", "rise", part);
    return new OneCycle(length, part, initial, last, linear);
  }

  /** The same schedule with another initial factor, in 0…1. */
  public OneCycle initial(double factor) {
    Checks.requireProportion("Schedule.oneCycle", "initial", factor);
    return new OneCycle(length, rise, factor, last, linear);
  }

  /** The same schedule with another last factor, in 0…1. */
  public OneCycle last(double factor) {
    Checks.requireProportion("Schedule.oneCycle", "last", factor);
    return new OneCycle(length, rise, initial, factor, linear);
  }

  /** The same schedule with straight lines instead of halves of a cosine. */
  public OneCycle linear() {
    return new OneCycle(length, rise, initial, last, true);
  }

  @Override
  public double factor(long time) {
    double peak = Math.max(0, rise * length - 1);
    if (time < peak) {
      return between(initial, 1, time / peak);
    }
    return between(1, last, Math.min(1, (time - peak) / (length - 1 - peak)));
  }

  private double between(double first, double second, double done) {
    double weight = linear ? 1 - done : (1 + Math.cos(Math.PI * done)) / 2;
    return second + (first - second) * weight;
  }
}
