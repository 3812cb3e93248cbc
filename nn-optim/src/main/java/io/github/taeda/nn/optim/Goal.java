package io.github.taeda.nn.optim;

import java.util.Objects;

/**
 * Which value of an epoch counts, and which way is better.
 *
 * @param value its name in {@link History}, such as {@code validation cost}
 * @param highest whether higher is better
 */
public record Goal(String value, boolean highest) {

  /** Checks the name. */
  public Goal {
    Objects.requireNonNull(value, "Goal: value is null");
  }

  /** The lower the better, for costs and errors. */
  public static Goal lowest(String value) {
    return new Goal(value, false);
  }

  /** The higher the better, for accuracies and the like. */
  public static Goal highest(String value) {
    return new Goal(value, true);
  }

  /** A metric's value on the validation data, the way that the metric says is better. */
  public static Goal best(Metric metric) {
    return new Goal("validation " + metric.name(), metric.higherIsBetter());
  }

  /** How much better a value is than another; NaN is never better. */
  double improvement(double value, double than) {
    return highest ? value - than : than - value;
  }

  /**
   * This goal's value of an epoch.
   *
   * @throws IllegalArgumentException if the epoch does not have it
   */
  double of(History.Epoch epoch) {
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
