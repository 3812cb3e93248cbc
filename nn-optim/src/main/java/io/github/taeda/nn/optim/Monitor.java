package io.github.taeda.nn.optim;

import io.github.taeda.nn.optim.metrics.Metric;
import java.util.Objects;

/**
 * A value of {@link History} to be optimised, with its direction.
 *
 * @param value its name, such as {@code validation loss}
 * @param highest whether higher is better
 */
public record Monitor(String value, boolean highest) {

  /** Checks the name. */
  public Monitor {
    Objects.requireNonNull(value, "Monitor: value is null");
  }

  /** A value that should be low, such as a loss or an error. */
  public static Monitor lowest(String value) {
    return new Monitor(value, false);
  }

  /** A value that should be high, such as an accuracy. */
  public static Monitor highest(String value) {
    return new Monitor(value, true);
  }

  /** A metric's value on the validation data, in the direction that the metric says is better. */
  public static Monitor best(Metric metric) {
    return new Monitor("validation " + metric.name(), metric.higherIsBetter());
  }

  /** How much better a value is than another; NaN is never better. */
  public double improvement(double value, double than) {
    return highest ? value - than : than - value;
  }

  /**
   * The monitored value of an epoch.
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

  /** {@code lowest validation loss}. */
  @Override
  public String toString() {
    return (highest ? "highest " : "lowest ") + value;
  }
}
