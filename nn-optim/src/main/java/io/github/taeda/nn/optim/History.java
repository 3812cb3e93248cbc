package io.github.taeda.nn.optim;

import java.util.List;

/**
 * What a run of {@link SGD} saw, epoch by epoch.
 *
 * @param epochs in order
 */
public record History(List<Epoch> epochs) {

  /** Keeps its own copy. */
  public History {
    epochs = List.copyOf(epochs);
  }

  /** The cost of each epoch, in order. */
  public double[] costs() {
    return epochs.stream().mapToDouble(Epoch::cost).toArray();
  }

  /**
   * One pass over the training data.
   *
   * @param number 1 for the first
   * @param cost the cost of all its examples, each before the update it took part in, reduced as
   *     the loss reduces those of a batch
   */
  public record Epoch(int number, double cost) {}
}
