package io.github.taeda.nn.layers;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.SplitMix;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * The block that Transformers are stacked of, with normalisation before each part (Vaswani et al.,
 * 2017; Xiong et al., 2020): {@code y = x + attention(norm(x))}, then {@code y + feed-forward of
 * norm(y)}, a linear layer, {@link GELU} and another linear layer.
 *
 * <p>{@code [batch, length, features] → [batch, length, features]}. It is no class of its own but
 * the composition that {@link #of} writes down; build another one as it does. A stack of them
 * usually ends with a {@link LayerNorm}.
 */
public final class TransformerBlock {
  private TransformerBlock() {}

  /**
   * Creates a block.
   *
   * @param attention such as {@code MultiHeadAttention.Config.of(64, 4).causal(true)}
   * @param hidden features between the linear layers, usually four times as many
   * @param dropout probability that an element of either part's output is zeroed out in training;
   *     with 0 an {@link Identity} stands in place of each {@link Dropout}
   * @param random draws the weights, and seeds the dropouts
   */
  public static Sequential of(
      MultiHeadAttention.Config attention, long hidden, double dropout, RandomGenerator random) {
    Objects.requireNonNull(attention, "TransformerBlock: attention is null");
    Objects.requireNonNull(random, "TransformerBlock: random is null");
    long features = attention.features();
    return new Sequential(
        new Residual(
            new Sequential(
                new LayerNorm(features),
                new MultiHeadAttention(attention, random),
                dropout(dropout, random))),
        new Residual(
            new Sequential(
                new LayerNorm(features),
                new Linear(features, hidden, random),
                new GELU(),
                new Linear(hidden, features, random),
                dropout(dropout, random))));
  }

  private static Module dropout(double p, RandomGenerator random) {
    return p == 0 ? new Identity() : new Dropout(p, new SplitMix(random.nextLong()));
  }
}
