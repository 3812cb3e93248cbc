package io.github.taeda.examples.series;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Conv1D;
import io.github.taeda.nn.layers.Flatten;
import io.github.taeda.nn.layers.GRU;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.ReLU;
import java.util.random.RandomGenerator;

/** The nets that forecast: {@code [batch, context, 1] → [batch, horizon]}. */
enum ForecastNet {
  /** Two convolutions and a linear layer. */
  CONV("Conv1D") {
    // region conv
    @Override
    Sequential net(int context, int horizon, RandomGenerator random) {
      return new Sequential(
          new Conv1D(Conv1D.Config.of(5, 1, 16).padding(2).init(Init.heNormal()), random),
          new ReLU(), // [batch, context, 16]
          new Conv1D(Conv1D.Config.of(5, 16, 16).padding(2).init(Init.heNormal()), random),
          new ReLU(),
          new Flatten(), // [batch, context * 16]
          new Linear(context * 16L, horizon, random));
    }
    // endregion
  },
  /** A recurrent unit that reads the context. */
  GRU_NET("GRU") {
    // region gru
    @Override
    Sequential net(int context, int horizon, RandomGenerator random) {
      return new Sequential(
          new GRU(GRU.Config.of(1, 32).lastOnly(), random), // [batch, 32]
          new Linear(32, horizon, random));
    }
    // endregion
  },
  /** The control: the net CONV, whose input is always zero. */
  NO_CONTEXT("no context") {
    @Override
    Sequential net(int context, int horizon, RandomGenerator random) {
      return CONV.net(context, horizon, random);
    }
  };

  private final String text;

  ForecastNet(String text) {
    this.text = text;
  }

  /** An untrained net. */
  abstract Sequential net(int context, int horizon, RandomGenerator random);

  @Override
  public String toString() {
    return text;
  }
}
