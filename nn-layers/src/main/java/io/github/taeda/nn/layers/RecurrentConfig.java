package io.github.taeda.nn.layers;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.ModuleConfig;

/** Configuration of a recurrent module, of either kind. */
sealed interface RecurrentConfig extends ModuleConfig permits RNN.Config, LSTM.Config, GRU.Config {
  /** Features of the input. */
  long in();

  /** Size of the state. */
  long hidden();

  /** Whether the steps are taken from the last to the first. */
  boolean reverse();

  /** Whether the output is the last state only. */
  boolean last();

  /** How many sequences' states are carried from batch to batch, or 0. */
  long stateful();

  /** Draws weights and biases. */
  Init init();

  /** {@code 3 -> 4, reverse, last only, stateful 2}. */
  @Override
  default String text() {
    return in()
        + " -> "
        + hidden()
        + (reverse() ? ", reverse" : "")
        + (last() ? ", last only" : "")
        + (stateful() > 0 ? ", stateful " + stateful() : "");
  }

  @Override
  default long elements() {
    return RecurrentKind.of(this).elements(this);
  }
}
