package io.github.taeda.examples.charmodel;

import java.util.Locale;

/** The kinds of {@link CharNet}, and how they are trained and tested. */
enum CharModel {
  LSTM(32, 5e-3),
  GRU(32, 5e-3),
  TRANSFORMER(64, 1e-3);

  private static final int RECURRENT_ROW = 2000;

  private final int window;
  private final double learningRate;

  CharModel(int window, double learningRate) {
    this.window = window;
    this.learningRate = learningRate;
  }

  /** Characters that one iteration sees of each stream. */
  int window() {
    return window;
  }

  /** The initial learning rate of Adam. */
  double learningRate() {
    return learningRate;
  }

  /** Characters that are read at once, at most, in a test. */
  int row() {
    return this == TRANSFORMER ? window : RECURRENT_ROW;
  }

  /**
   * Characters at the beginning of a row, after the first, whose probabilities are those of the row
   * before, because here the net would know too little of what comes before them.
   */
  int overlap() {
    return this == TRANSFORMER ? window / 2 : 0;
  }

  /** The name in options. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
