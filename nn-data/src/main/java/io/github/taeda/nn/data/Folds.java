package io.github.taeda.nn.data;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;

/**
 * Cross-validation: k splits of one data set, in which each example is tested exactly once, by a
 * model that has not learnt from it. The parts are views in a random order, put together whenever a
 * fold is asked for, in the same order each time.
 */
public final class Folds {
  private Folds() {}

  /**
   * Folds whose sizes differ by at most one.
   *
   * @param k how many, from 2 to the number of examples
   * @param random where the order comes from
   */
  public static List<Split<Subset>> shuffled(Dataset data, int k, RandomGenerator random) {
    requireArguments(data, k, random);
    return deal(rows -> Subset.of(data, rows), k, StratifiedGroups.one(data, random), random);
  }

  /**
   * Folds in which the examples of each class differ by at most one.
   *
   * @param data with classes as targets: whole numbers, {@code [batch]} or {@code [batch, 1]}, or
   *     one-hot {@code [batch, classes]}
   * @param k how many, from 2 to the number of examples
   * @param random where the order comes from
   */
  public static List<Split<Subset>> stratified(Dataset data, int k, RandomGenerator random) {
    requireArguments(data, k, random);
    return deal(
        rows -> Subset.of(data, rows), k, StratifiedGroups.byClass("Folds", data, random), random);
  }

  /** Folds of images as {@link #shuffled(Dataset, int, RandomGenerator)} makes them, of images. */
  public static List<Split<ImageDataset>> shuffled(
      ImageDataset images, int k, RandomGenerator random) {
    requireArguments(images, k, random);
    return deal(images::subset, k, StratifiedGroups.one(images, random), random);
  }

  /**
   * Folds of images as {@link #stratified(Dataset, int, RandomGenerator)} makes them, of images.
   */
  public static List<Split<ImageDataset>> stratified(
      ImageDataset images, int k, RandomGenerator random) {
    requireArguments(images, k, random);
    return deal(images::subset, k, StratifiedGroups.byClass("Folds", images, random), random);
  }

  private static void requireArguments(Dataset data, int k, RandomGenerator random) {
    Objects.requireNonNull(data, "Folds: data is null");
    Objects.requireNonNull(random, "Folds: random is null");
    if (k < 2 || k > data.size()) {
      throw new IllegalArgumentException(
          "Folds: k must be from 2 to the " + data.size() + " examples, but was " + k);
    }
  }

  /** Deals the examples out like cards, group after group. */
  private static <D extends Dataset> List<Split<D>> deal(
      Function<int[], D> parts, int k, List<int[]> strata, RandomGenerator random) {
    int[] folds = new int[strata.stream().mapToInt(group -> group.length).sum()];
    int dealt = 0;
    for (int[] group : strata) {
      for (int row : group) {
        folds[row] = dealt++ % k;
      }
    }
    return new Dealt<>(
        parts, k, folds, ExampleIndices.shuffle(ExampleIndices.range(0, folds.length), random));
  }

  /** The folds, each put together when it is asked for: k times all rows are never held. */
  private static final class Dealt<D extends Dataset> extends AbstractList<Split<D>>
      implements RandomAccess {
    private final Function<int[], D> parts;
    private final int k;
    private final int[] folds; // in which each example is tested
    private final int[] order; // of all examples

    private Dealt(Function<int[], D> parts, int k, int[] folds, int[] order) {
      this.parts = parts;
      this.k = k;
      this.folds = folds;
      this.order = order;
    }

    @Override
    public int size() {
      return k;
    }

    @Override
    public Split<D> get(int fold) {
      Objects.checkIndex(fold, k);
      return new Split<>(part(row -> folds[row] != fold), part(row -> folds[row] == fold));
    }

    private D part(IntPredicate chosen) {
      return parts.apply(Arrays.stream(order).filter(chosen).toArray());
    }
  }
}
