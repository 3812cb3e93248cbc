package io.github.taeda.nn.layers;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ForwardCache;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.RandomMasks;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
public final class Dropout extends Module {
  /** What copies and model files know of this class. */
  public static final ModuleType<Dropout> TYPE =
      ModuleType.of(
          Dropout.class,
          Config.class,
          dropout -> new Config(dropout.p),
          (config, random) -> new Dropout(config.p(), random));

  private record Config(double p) implements ModuleConfig {}

  private static final int MAX_USES = 8;

  private final double p;
  private final RandomGenerator random;
  private final List<ForwardCache<INDArray>> masks = new ArrayList<>(); // of the last uses

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
    this.p = Checks.requireFraction("Dropout", "p", p);
    this.random = Objects.requireNonNull(random, "Dropout: random is null");
  }

  @Override
  public INDArray forward(INDArray input) {
    Shapes.requireNumbers(this, "input", input);
    return isTraining() ? masked(input, newMask(input)) : copy(input);
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    backwardUpdateGradient(input, delta);
    if (!isTraining()) {
      return copy(delta);
    }
    for (ForwardCache<INDArray> use : masks) {
      INDArray mask = use.recall(input);
      if (mask != null) {
        return masked(delta, mask);
      }
    }
    return masked(delta, newMask(input));
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    Shapes.requireNumbers(this, "input", input);
    Shapes.requireLike(this, "delta", delta, input);
  }

  @Override
  public List<RandomGenerator> generators() {
    return List.of(random);
  }

  @Override
  public ModuleType<Dropout> type() {
    return TYPE;
  }

  private INDArray newMask(INDArray input) {
    INDArray mask = Scratch.like(input);
    RandomMasks.dropout(p, random, mask);
    remember(input, mask);
    return mask;
  }

  /** As the latest use, in place of one with the same input or, if there are many, the oldest. */
  private void remember(INDArray input, INDArray mask) {
    masks.removeIf(use -> use.recall(input) != null);
    if (masks.size() == MAX_USES) {
      masks.remove(0);
    }
    ForwardCache<INDArray> latest = new ForwardCache<>();
    latest.store(input, mask);
    masks.add(latest);
  }

  private static INDArray masked(INDArray x, INDArray mask) {
    INDArray result = Scratch.like(x);
    Elementwise.multiply(x, mask, result);
    return result;
  }

  private static INDArray copy(INDArray x) {
    INDArray result = Scratch.like(x);
    Slices.copy(x, result);
    return result;
  }
}
