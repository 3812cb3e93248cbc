package io.github.taeda.nn.layers;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.Shapes;
import java.util.Objects;

/** What tells the recurrent modules apart: how many gates, biases and states they have. */
enum RecurrentKind {
  RNN(1, 1, 1),
  LSTM(4, 1, 2),
  GRU(3, 2, 1);

  private final int gates;
  private final int biases;
  private final int states;

  RecurrentKind(int gates, int biases, int states) {
    this.gates = gates;
    this.biases = biases;
    this.states = states;
  }

  static RecurrentKind of(RecurrentConfig config) {
    if (config instanceof RNN.Config) {
      return RNN;
    }
    return config instanceof LSTM.Config ? LSTM : GRU;
  }

  /** Checks a configuration. */
  void check(long in, long hidden, long stateful, Init init) {
    Shapes.requireSize(name(), "in", in);
    Shapes.requireSize(name(), "hidden", hidden);
    Shapes.requireLeast(name(), "stateful", stateful, 0);
    Objects.requireNonNull(init, () -> name() + ": init is null");
    Shapes.requireCount(name(), "weight", in, gates, hidden);
    Shapes.requireCount(name(), "recurrentWeight", hidden, gates, hidden);
    Shapes.requireCount(name(), "state", stateful, hidden);
  }

  /** The size of all gates together. */
  long width(RecurrentConfig config) {
    return gates * config.hidden();
  }

  boolean hasRecurrentBias() {
    return biases == 2;
  }

  boolean hasCell() {
    return states == 2;
  }

  /** The elements of parameters and buffers. */
  long elements(RecurrentConfig config) {
    return (config.in() + config.hidden() + biases) * width(config)
        + states * config.stateful() * config.hidden();
  }
}
