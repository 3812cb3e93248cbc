package io.github.taeda.nn.optim;

import io.github.taeda.nn.optim.metrics.Metric;
import java.util.Objects;

/**
 * Which value of an epoch counts, and which way is better.
 *
 * @param value its name in {@link History}, such as {@code validation cost}
 * @param highest whether higher is better
 */
public record Monitor(String value, boolean highest) {

  /** Checks the name. */
  public Monitor {
    Objects.requireNonNull(value, "Goal: value is null");
  }

  /** The lower the better, for costs and errors. */
  public static Monitor lowest(String value) {
    return new Monitor(value, false);
  }

  /** The higher the better, for accuracies and the like. */
  public static Monitor highest(String value) {
    return new Monitor(value, true);
  }

  /** A metric's value on the validation data, the way that the metric says is better. */
  public static Monitor best(Metric metric) {
    return new Monitor("validation " + metric.name(), metric.higherIsBetter());
  }

  /** How much better a value is than another; NaN is never better. */
  public double improvement(double value, double than) {
    return highest ? value - than : than - value;
  }

  /**
   * This goal's value of an epoch.
   *
   * @throws IllegalArgumentException if the epoch does not have it
   */
  public double of(History.Epoch epoch) {
    return epoch
        .value(value)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    this + ": an epoch has no such value, only " + epoch.names()));
  }

  /** {@code lowest validation cost}. */
  @Override
  public String toString() {
    return (highest ? "highest " : "lowest ") + value;
  }
}
