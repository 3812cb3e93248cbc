package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.ops.RandomMasks;
import io.github.taeda.nn.ops.Scratch;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Dropout: zeroes out random elements in training, {@code y = x · m} with m = 0 with probability p,
 * else 1 / (1 − p), independently for each element (Srivastava et al., 2014); the identity in
 * evaluation.
 *
 * <p>{@code [*] → [*]}. The delta is {@code δ · m} with the mask m of the forward pass; for an
 * input that was not given to {@code forward} a new mask is drawn. One dropout may occur up to 8
 * times in a net, each time with another input array: where it gets the same array twice, as in two
 * branches of a {@link Concat}, backward takes the last mask for both; use two dropouts there.
 */
public final class Dropout extends RandomMask {
  /** What copies and model files know of this class. */
  public static final ModuleType<Dropout> TYPE =
      ModuleType.of(
          Dropout.class,
          Config.class,
          RandomMask::config,
          (config, random) -> new Dropout(config.p(), random));

  /** Creates a dropout that draws its masks from a fresh seed. */
  public Dropout(double p) {
    this(p, new SplitMix());
  }

  /**
   * Creates a dropout.
   *
   * @param p probability that an element is zeroed out, in 0…1, 1 excluded
   * @param random draws the masks; a {@link SplitMix} lets a checkpoint keep its state
   */
  public Dropout(double p, RandomGenerator random) {
    super("Dropout", p, random);
  }

  @Override
  INDArray draw(INDArray input, double p, RandomGenerator random) {
    INDArray mask = Scratch.like(input);
    RandomMasks.dropout(p, random, mask);
    return mask;
  }

  @Override
  public ModuleType<Dropout> type() {
    return TYPE;
  }
}
