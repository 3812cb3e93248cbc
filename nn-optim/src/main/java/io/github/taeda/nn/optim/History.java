package io.github.taeda.nn.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run of {@link SGD} saw, epoch by epoch.
 *
 * @param epochs in order, as far as they were completed
 * @param stopReason why the run ended before its last epoch, or null if it did not
 */
public record History(List<Epoch> epochs, @Nullable String stopReason) {

  /** Keeps its own copy. */
  public History {
    epochs = List.copyOf(epochs);
  }

  /** The cost of each epoch, in order. */
  public double[] costs() {
    return epochs.stream().mapToDouble(Epoch::cost).toArray();
  }

  /**
   * One value of each epoch, in order; NaN where an epoch does not have it.
   *
   * @param name {@code cost}, {@code seconds}, or one of {@link Epoch#values}
   * @throws IllegalArgumentException if no epoch has it
   */
  public double[] values(String name) {
    if (!epochs.isEmpty() && !names().contains(name)) {
      throw new IllegalArgumentException("History: no value " + name + ", only " + names());
    }
    return epochs.stream().mapToDouble(epoch -> epoch.value(name).orElse(Double.NaN)).toArray();
  }

  /** The names of all values, in order: {@code cost}, those measured, {@code seconds}. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    names.add("cost");
    epochs.forEach(epoch -> names.addAll(epoch.values().keySet()));
    names.add("seconds");
    return names;
  }

  /**
   * One pass over the training data.
   *
   * @param number 1 for the first
   * @param cost the cost of all its examples, each before the update it took part in, reduced as
   *     the loss reduces those of a batch
   * @param seconds how long training took, measuring not counted
   * @param values what was measured after it by name, such as {@code validation cost}
   */
  public record Epoch(int number, double cost, double seconds, Map<String, Double> values) {

    /** Keeps its own copy. */
    public Epoch {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** The value of this name, with {@code cost} and {@code seconds} among them. */
    public Optional<Double> value(String name) {
      return switch (name) {
        case "cost" -> Optional.of(cost);
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
