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
 * Folds of a k-fold cross-validation: k splits of one data set, in which each example is in exactly
 * one test set. The sets are views in a random order that is the same each time; a fold is built
 * when it is requested.
 */
public final class Folds {
  private Folds() {}

  /**
   * Folds whose sizes differ by at most one.
   *
   * @param k the number of folds, from 2 to the number of examples
   * @param random source of the order
   */
  public static List<Split<Subset>> shuffled(Dataset data, int k, RandomGenerator random) {
    requireArguments(data, k, random);
    return assign(rows -> Subset.of(data, rows), k, StratifiedGroups.one(data, random), random);
  }

  /**
   * Folds in which the examples of each class differ by at most one.
   *
   * @param data its targets are class indices {@code [batch]} or {@code [batch, 1]}, or one-hot
   *     {@code [batch, classes]}
   * @param k the number of folds, from 2 to the number of examples
   * @param random source of the order
   */
  public static List<Split<Subset>> stratified(Dataset data, int k, RandomGenerator random) {
    requireArguments(data, k, random);
    return assign(
        rows -> Subset.of(data, rows), k, StratifiedGroups.byClass("Folds", data, random), random);
  }

  /** The folds of {@link #shuffled(Dataset, int, RandomGenerator)} as images. */
  public static List<Split<ImageDataset>> shuffled(
      ImageDataset images, int k, RandomGenerator random) {
    requireArguments(images, k, random);
    return assign(images::subset, k, StratifiedGroups.one(images, random), random);
  }

  /** The folds of {@link #stratified(Dataset, int, RandomGenerator)} as images. */
  public static List<Split<ImageDataset>> stratified(
      ImageDataset images, int k, RandomGenerator random) {
    requireArguments(images, k, random);
    return assign(images::subset, k, StratifiedGroups.byClass("Folds", images, random), random);
  }

  private static void requireArguments(Dataset data, int k, RandomGenerator random) {
    Objects.requireNonNull(data, "Folds: data is null");
    Objects.requireNonNull(random, "Folds: random is null");
    if (k < 2 || k > data.size()) {
      throw new IllegalArgumentException(
          "Folds: k must be from 2 to the " + data.size() + " examples, but was " + k);
    }
  }

  /** Assigns the examples to the folds in turn, group after group. */
  private static <D extends Dataset> List<Split<D>> assign(
      Function<int[], D> parts, int k, List<int[]> groups, RandomGenerator random) {
    int[] folds = new int[groups.stream().mapToInt(group -> group.length).sum()];
    int assigned = 0;
    for (int[] group : groups) {
      for (int row : group) {
        folds[row] = assigned++ % k;
      }
    }
    return new LazyFolds<>(
        parts, k, folds, ExampleIndices.shuffle(ExampleIndices.range(0, folds.length), random));
  }

  /** Folds that are built on request, so that k copies of all indices are never held. */
  private static final class LazyFolds<D extends Dataset> extends AbstractList<Split<D>>
      implements RandomAccess {
    private final Function<int[], D> parts;
    private final int k;
    private final int[] folds; // the fold whose test set has the example
    private final int[] order; // of all examples

    private LazyFolds(Function<int[], D> parts, int k, int[] folds, int[] order) {
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
