package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.ForwardCache;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Random silence in training, {@code y = x · m} with m = 0 with probability p, else 1 / (1 − p),
 * for each element by itself (Srivastava et al., 2014); the identity in evaluation.
 *
 * <p>{@code [*] → [*]}. The delta is {@code δ · m} with the mask m of the forward pass; for an
 * input that was not given to {@code forward} a new mask is drawn. One dropout may stand in up to 8
 * places of a net, each with an input of its own: where it gets one and the same array twice, as
 * twice in a {@link Concat}, backward takes the last mask for both; use two dropouts there.
 */
public final class Dropout extends Module {
  private static final int MOST_USES = 8;

  final double p;
  private final RandomGenerator random;
  private final List<ForwardCache<INDArray>> masks = new ArrayList<>(); // of the last uses

  /** Makes a dropout that draws its masks from a fresh seed. */
  public Dropout(double p) {
    this(p, new SplitMix());
  }

  /**
   * Makes a dropout.
   *
   * @param p probability that an element is silenced, in 0…1, 1 excluded
   * @param random where the masks come from; a {@link SplitMix} lets a checkpoint keep its state
   */
  public Dropout(double p, RandomGenerator random) {
    if (!(p >= 0 && p < 1)) {
      throw new IllegalArgumentException(
          "Dropout: p must be at least 0 and less than 1, but was " + p);
    }
    this.p = p;
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
  protected Module copyWith(CopyContext copies) {
    return new Dropout(p, random);
  }

  /** {@code Dropout(0.5)}. */
  @Override
  public String toString() {
    return "Dropout(" + p + ")";
  }

  private INDArray newMask(INDArray input) {
    float[] factors = new float[Math.toIntExact(input.length())];
    double keep = 1 - p;
    for (int i = 0; i < factors.length; i++) {
      factors[i] =
          (int) (random.nextFloat() + keep); // 0 or 1; a branch is mispredicted half the time
    }
    INDArray mask = Scratch.like(input);
    NDArrays.setValues(factors, mask);
    Elementwise.scale(mask, 1 / (1 - p), mask);
    remember(input, mask);
    return mask;
  }

  /** As the latest use, in place of one with the same input or, if there are many, the oldest. */
  private void remember(INDArray input, INDArray mask) {
    masks.removeIf(use -> use.recall(input) != null);
    if (masks.size() == MOST_USES) {
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
