package io.github.taeda.nn.layers;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ForwardCache;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Base class of dropouts, which multiply by random masks in training. */
abstract class RandomMask extends Module {

  /** The configuration of a dropout. */
  record Config(double p) implements ModuleConfig {}

  private static final int MAX_USES = 8;

  private final double p;
  private final RandomGenerator random;
  private final List<ForwardCache<INDArray>> masks = new ArrayList<>(); // of the last uses

  RandomMask(String name, double p, RandomGenerator random) {
    this.p = Checks.requireFraction(name, "p", p);
    this.random = Objects.requireNonNull(random, () -> name + ": random is null");
  }

  /** A new mask of the shape of the input, {@code 0} or {@code 1 / (1 − p)}. */
  abstract INDArray draw(INDArray input, double p, RandomGenerator random);

  /** Rejects an input that does not fit. */
  void requireInput(INDArray input) {
    Shapes.requireNumbers(this, "input", input);
  }

  final Config config() {
    return new Config(p);
  }

  @Override
  public final INDArray forward(INDArray input) {
    requireInput(input);
    return isTraining() ? masked(input, newMask(input)) : copy(input);
  }

  @Override
  public final INDArray backwardDelta(INDArray input, INDArray delta) {
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
  public final void backwardUpdateGradient(INDArray input, INDArray delta) {
    requireInput(input);
    Shapes.requireLike(this, "delta", delta, input);
  }

  @Override
  public final List<RandomGenerator> generators() {
    return List.of(random);
  }

  private INDArray newMask(INDArray input) {
    INDArray mask = draw(input, p, random);
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
