package io.github.taeda.nn.optim.schedules;

import io.github.taeda.nn.Checks;

/**
 * How the step size goes on in time: a factor for each iteration or epoch, counted from 0.
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
   * @param time iterations or epochs done before, at least 0
   * @return times the step size that the rule was made with, at least 0 and finite
   */
  double factor(long time);

  /** Always 1. */
  static Schedule constant() {
    return time -> 1;
  }

  /**
   * A staircase, {@code factor^⌊t / every⌋}.
   *
   * @param every how long a stair is, at least 1
   * @param factor from one stair to the next, &gt; 0
   */
  static Schedule steps(long every, double factor) {
    Checks.requireCount("Schedule.steps", "every", every);
    Checks.requirePositive("Schedule.steps", "factor", factor);
    return time -> Math.pow(factor, (double) Math.floorDiv(time, every));
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
   * Decay by the inverse of time, {@code 1 / (1 + k t)} (Robbins and Monro, 1951).
   *
   * @param rate k, at least 0
   */
  static Schedule inverse(double rate) {
    Checks.requireNonNegative("Schedule.inverse", "rate", rate);
    return time -> 1 / (1 + rate * time);
  }

  /**
   * Half a cosine wave from 1 down to 0, which it keeps afterwards, {@code (1 + cos(π t / length))
   * / 2} (Loshchilov and Hutter, 2017).
   *
   * @param length when it arrives, at least 1
   */
  static Schedule cosine(long length) {
    return cosine(length, 0);
  }

  /**
   * Half a cosine wave from 1 down to {@code least}, which it keeps afterwards.
   *
   * @param length when it arrives, at least 1
   * @param least where it arrives, at least 0
   */
  static Schedule cosine(long length, double least) {
    Checks.requireCount("Schedule.cosine", "length", length);
    Checks.requireNonNegative("Schedule.cosine", "least", least);
    return time -> {
      double done = Math.min(1, (double) time / length);
      return least + (1 - least) * (1 + Math.cos(Math.PI * done)) / 2;
    };
  }

  /**
   * A linear rise to this schedule's first factor, {@code (t + 1) / length} of it, before this
   * schedule begins.
   *
   * @param length how long it takes, at least 1
   */
  default Schedule warmUp(long length) {
    Checks.requireCount("Schedule.warmUp", "length", length);
    return time -> time < length ? factor(0) * (time + 1) / length : factor(time - length);
  }
}
