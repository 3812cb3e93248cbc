package io.github.taeda.nn.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The record of a run of {@link SGD}, epoch by epoch.
 *
 * @param epochs the completed epochs in order
 * @param stopReason why the run ended before its last epoch, or null if it did not
 */
public record History(List<Epoch> epochs, @Nullable String stopReason) {

  /** Keeps its own copy. */
  public History {
    epochs = List.copyOf(Objects.requireNonNull(epochs, "History: epochs is null"));
  }

  /** The training loss of each epoch, in order. */
  public double[] losses() {
    return epochs.stream().mapToDouble(Epoch::loss).toArray();
  }

  /**
   * One value of each epoch, in order; NaN where an epoch does not have it.
   *
   * @param name {@code loss}, {@code seconds}, or one of {@link Epoch#values}
   * @throws IllegalArgumentException if no epoch has it
   */
  public double[] values(String name) {
    Objects.requireNonNull(name, "History: name is null");
    if (!epochs.isEmpty() && !names().contains(name)) {
      throw new IllegalArgumentException("History: no value " + name + ", only " + names());
    }
    return epochs.stream().mapToDouble(epoch -> epoch.value(name).orElse(Double.NaN)).toArray();
  }

  /**
   * The epoch whose monitored value is the best, the first of equals; empty if no epoch has one
   * that is not NaN.
   *
   * @throws IllegalArgumentException if no epoch has the value
   */
  public Optional<Epoch> best(Monitor monitor) {
    Objects.requireNonNull(monitor, "History: monitor is null");
    double[] values = values(monitor.value());
    int best = -1;
    for (int i = 0; i < values.length; i++) {
      if (monitor.isBetter(values[i], best < 0 ? Double.NaN : values[best], 0)) {
        best = i;
      }
    }
    return best < 0 ? Optional.empty() : Optional.of(epochs.get(best));
  }

  /** The names of all values, in order: {@code loss}, those of the evaluations, {@code seconds}. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    names.add("loss");
    epochs.forEach(epoch -> names.addAll(epoch.values().keySet()));
    names.add("seconds");
    return names;
  }

  /**
   * One pass over the training data.
   *
   * @param number 1 for the first
   * @param loss the loss of all its examples, each before the update it took part in, reduced like
   *     the losses of a batch
   * @param seconds how long training took, without the evaluation after it
   * @param values the results of the evaluation after it by name, such as {@code validation loss},
   *     and {@code learning rate}
   */
  public record Epoch(int number, double loss, double seconds, Map<String, Double> values) {

    /** Keeps its own copy. */
    public Epoch {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The value of this name, {@code loss} and {@code seconds} included. */
    public Optional<Double> value(String name) {
      return switch (name) {
        case "loss" -> Optional.of(loss);
        case "seconds" -> Optional.of(seconds);
        default -> Optional.ofNullable(values.get(name));
      };
    }

    /** The names of all its values, in order. */
    public Set<String> names() {
      return new History(List.of(this), null).names();
    }
  }
}
