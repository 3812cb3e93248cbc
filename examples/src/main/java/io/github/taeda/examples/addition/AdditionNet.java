package io.github.taeda.examples.addition;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.layers.Embedding;
import io.github.taeda.nn.layers.GELU;
import io.github.taeda.nn.layers.LayerNorm;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.MultiHeadAttention;
import io.github.taeda.nn.layers.PositionalEncoding;
import io.github.taeda.nn.layers.Residual;
import io.github.taeda.nn.layers.TransformerBlock;
import java.util.random.RandomGenerator;

/** The net that writes sums, and the control. */
final class AdditionNet {
  static final int FEATURES = 64;
  static final int HEADS = 2;
  private static final int HIDDEN = 4 * FEATURES;
  private static final int CHARACTERS = Addition.CHARACTERS.length();

  private AdditionNet() {}

  /** Two Transformer blocks: {@code [batch, LENGTH] → [batch, LENGTH, characters]}. */
  static Sequential withAttention(RandomGenerator random) {
    // region net
    MultiHeadAttention.Config attention =
        MultiHeadAttention.Config.of(FEATURES, HEADS).causal(true);
    return new Sequential(
        embedding(random), // of the 13 characters
        positions(random),
        TransformerBlock.of(attention, HIDDEN, 0, random),
        TransformerBlock.of(attention, HIDDEN, 0, random),
        new LayerNorm(FEATURES),
        new Linear(FEATURES, CHARACTERS, random));
    // endregion
  }

  /** The same without attention: each position knows its own character only. */
  static Sequential withoutAttention(RandomGenerator random) {
    return new Sequential(
        embedding(random),
        positions(random),
        feedForward(random),
        feedForward(random),
        new LayerNorm(FEATURES),
        new Linear(FEATURES, CHARACTERS, random));
  }

  private static Module embedding(RandomGenerator random) {
    return new Embedding(Embedding.Config.of(CHARACTERS, FEATURES).init(Init.normal(0.1)), random);
  }

  private static Module positions(RandomGenerator random) {
    return new PositionalEncoding(
        PositionalEncoding.Config.of(FEATURES).learnt(AdditionData.LENGTH), random);
  }

  private static Module feedForward(RandomGenerator random) {
    return new Residual(
        new Sequential(
            new LayerNorm(FEATURES),
            new Linear(FEATURES, HIDDEN, random),
            new GELU(),
            new Linear(HIDDEN, FEATURES, random)));
  }
}
