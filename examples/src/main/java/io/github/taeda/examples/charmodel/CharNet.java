package io.github.taeda.examples.charmodel;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Dropout;
import io.github.taeda.nn.layers.Embedding;
import io.github.taeda.nn.layers.GRU;
import io.github.taeda.nn.layers.LSTM;
import io.github.taeda.nn.layers.LayerNorm;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.MultiHeadAttention;
import io.github.taeda.nn.layers.PositionalEncoding;
import io.github.taeda.nn.layers.TransformerBlock;
import java.util.random.RandomGenerator;

/**
 * Nets from character ids {@code [batch, length]} to the scores of the characters that may follow,
 * {@code [batch, length, characters]}.
 */
final class CharNet {
  private static final int EMBEDDED = 32; // elements for each character
  private static final double DROPOUT = 0.2;

  /** Heads of a Transformer's attention, which divide the hidden elements. */
  static final int HEADS = 4;

  private CharNet() {}

  /**
   * Creates a net.
   *
   * @param streams that are read in parallel
   */
  static Sequential of(
      CharModel model, int characters, int hidden, int streams, RandomGenerator random) {
    return model == CharModel.TRANSFORMER
        ? transformer(characters, hidden, random)
        : recurrent(model, characters, hidden, streams, random);
  }

  // region net
  private static Sequential recurrent(
      CharModel model, int characters, int hidden, int streams, RandomGenerator random) {
    return new Sequential(
        new Embedding(characters, EMBEDDED, random),
        recurrent(model, hidden, streams, random), // its state is carried along the streams
        new Dropout(DROPOUT, random),
        new Linear(hidden, characters, random));
  }

  private static Module recurrent(
      CharModel model, int hidden, int streams, RandomGenerator random) {
    return model == CharModel.GRU
        ? new GRU(GRU.Config.of(EMBEDDED, hidden).stateful(streams), random)
        : new LSTM(LSTM.Config.of(EMBEDDED, hidden).stateful(streams), random);
  }

  // endregion

  // region transformer
  private static Sequential transformer(int characters, int hidden, RandomGenerator random) {
    MultiHeadAttention.Config attention = MultiHeadAttention.Config.of(hidden, HEADS).causal(true);
    return new Sequential(
        new Embedding(characters, hidden, random),
        new PositionalEncoding(hidden),
        TransformerBlock.of(attention, 4L * hidden, DROPOUT, random),
        TransformerBlock.of(attention, 4L * hidden, DROPOUT, random),
        new LayerNorm(hidden),
        new Linear(hidden, characters, random));
  }
  // endregion
}
