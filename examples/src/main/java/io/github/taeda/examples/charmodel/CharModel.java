package io.github.taeda.examples.charmodel;

import java.util.Locale;

/** The kinds of {@link CharNet}. */
enum CharModel {
  LSTM,
  GRU;

  /** The name in options. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
