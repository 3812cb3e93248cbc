package io.github.taeda.nn.optim.schedules;

import io.github.taeda.nn.Checks;

/**
 * Learning-rate schedule: a factor of the learning rate for each iteration or epoch, counted from
 * 0.
 *
 * <pre>{@code
 * optim.schedule(Schedule.cosine(10_000).warmUp(500)); // in iterations
 * SGD.of(optim).schedule(Schedule.steps(30, 0.1)) // in epochs
 * }</pre>
 */
@FunctionalInterface
public interface Schedule {

  /**
   * The factor at a time.
   *
   * @param time number of iterations or epochs before, at least 0
   * @return factor of the rule's learning rate, at least 0 and finite
   */
  double factor(long time);

  /** Always 1. */
  static Schedule constant() {
    return time -> 1;
  }

  /**
   * Step decay, {@code factor^⌊t / interval⌋}.
   *
   * @param interval number of iterations or epochs between two decays, at least 1
   * @param factor of each decay, &gt; 0
   */
  static Schedule steps(long interval, double factor) {
    Checks.requireCount("Schedule.steps", "interval", interval);
    Checks.requirePositive("Schedule.steps", "factor", factor);
    return time -> Math.pow(factor, (double) Math.floorDiv(time, interval));
  }

  /**
   * Exponential decay, {@code γᵗ}.
   *
   * @param factor γ, &gt; 0
   */
  static Schedule exponential(double factor) {
    Checks.requirePositive("Schedule.exponential", "factor", factor);
    return time -> Math.pow(factor, (double) time);
  }

  /**
   * Inverse time decay, {@code 1 / (1 + k t)} (Robbins and Monro, 1951).
   *
   * @param rate k, at least 0
   */
  static Schedule inverse(double rate) {
    Checks.requireNonNegative("Schedule.inverse", "rate", rate);
    return time -> 1 / (1 + rate * time);
  }

  /**
   * Cosine decay from 1 to 0, {@code (1 + cos(π t / length)) / 2} and 0 afterwards (Loshchilov and
   * Hutter, 2017).
   *
   * @param length number of iterations or epochs until it reaches 0, at least 1
   */
  static Schedule cosine(long length) {
    return cosine(length, 0);
  }

  /**
   * Cosine decay from 1 to {@code minimum}, which it keeps afterwards.
   *
   * @param length number of iterations or epochs until it reaches the minimum, at least 1
   * @param minimum the last factor, at least 0
   */
  static Schedule cosine(long length, double minimum) {
    Checks.requireCount("Schedule.cosine", "length", length);
    Checks.requireNonNegative("Schedule.cosine", "minimum", minimum);
    return time -> {
      double done = Math.min(1, (double) time / length);
      return minimum + (1 - minimum) * (1 + Math.cos(Math.PI * done)) / 2;
    };
  }

  /**
   * One-cycle policy: the learning rate rises to the rule's and falls to next to nothing ({@code
   * OneCycleLR} in PyTorch).
   *
   * @param length number of iterations or epochs, at least 2
   * @return a schedule whose factor is 1 at its highest, after three tenths of the length unless
   *     set
   */
  static OneCycle oneCycle(long length) {
    return OneCycle.of(length);
  }

  /**
   * Linear warm-up before this schedule begins: {@code (t + 1) / length} of its first factor.
   *
   * @param length number of iterations or epochs, at least 1
   */
  default Schedule warmUp(long length) {
    Checks.requireCount("Schedule.warmUp", "length", length);
    return time -> time < length ? factor(0) * (time + 1) / length : factor(time - length);
  }
}
