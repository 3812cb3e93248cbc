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
    Objects.requireNonNull(metric, "Monitor: metric is null");
    return new Monitor("validation " + metric.name(), metric.higherIsBetter());
  }

  /** The loss on validation data, or on the training data if a run has no other. */
  static Monitor lossOf(TrainingRun run) {
    String value = "validation loss";
    return lowest(run.valueNames().contains(value) ? value : "loss");
  }

  /** How much better a value is than another; NaN is never better. */
  public double improvement(double value, double than) {
    return highest ? value - than : than - value;
  }

  /**
   * Whether a value is better than the best so far by more than a minimum.
   *
   * @param value NaN is never better
   * @param best NaN if there is none yet, which anything else is better than
   * @param minimum improvements up to this do not count, at least 0
   */
  public boolean isBetter(double value, double best, double minimum) {
    return !Double.isNaN(value) && (Double.isNaN(best) || improvement(value, best) > minimum);
  }

  /**
   * Requires, before training, that the epochs of a run will have the value.
   *
   * @throws IllegalArgumentException if they will not; the message has the names that exist
   */
  public void requireIn(TrainingRun run) {
    if (!run.valueNames().contains(value)) {
      throw new IllegalArgumentException(
          this + ": the epochs of this run have no such value, only " + run.valueNames());
    }
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
