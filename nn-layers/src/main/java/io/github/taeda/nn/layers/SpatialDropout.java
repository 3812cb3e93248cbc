package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.ops.RandomMasks;
import io.github.taeda.nn.ops.Scratch;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Dropout of whole channels: in training {@code y[…, c] = x[…, c] · m[c]} with m = 0 with
 * probability p, else 1 / (1 − p), independently for each channel of each example (Tompson et al.,
 * 2015); the identity in evaluation.
 *
 * <p>{@code [batch, …, channels] → [batch, …, channels]} with at least one axis between batch and
 * channels. Neighbouring positions of a sequence or an image are alike, so that plain {@link
 * Dropout} hides little of them; this hides what a channel says everywhere. The delta is {@code δ ·
 * m} with the mask m of the forward pass, as in {@link Dropout}.
 */
public final class SpatialDropout extends RandomMask {
  /** What copies and model files know of this class. */
  public static final ModuleType<SpatialDropout> TYPE =
      ModuleType.of(
          SpatialDropout.class,
          Config.class,
          RandomMask::config,
          (config, random) -> new SpatialDropout(config.p(), random));

  /** Creates a dropout that draws its masks from a fresh seed. */
  public SpatialDropout(double p) {
    this(p, new SplitMix());
  }

  /**
   * Creates a dropout.
   *
   * @param p probability that a channel is zeroed out, in 0…1, 1 excluded
   * @param random draws the masks; a {@link SplitMix} lets a checkpoint keep its state
   */
  public SpatialDropout(double p, RandomGenerator random) {
    super("SpatialDropout", p, random);
  }

  @Override
  void requireInput(INDArray input) {
    long unused = Positions.require(this, input);
  }

  @Override
  INDArray draw(INDArray input, double p, RandomGenerator random) {
    INDArray ofChannels = Scratch.array(input.dataType(), input.size(0), input.size(-1));
    RandomMasks.dropout(p, random, ofChannels);
    return Positions.spread(ofChannels, input);
  }

  @Override
  public ModuleType<SpatialDropout> type() {
    return TYPE;
  }
}
