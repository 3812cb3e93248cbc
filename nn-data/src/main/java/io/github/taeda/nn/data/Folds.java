package io.github.taeda.nn.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Cross-validation: k splits of one data set, in which each example is tested exactly once, by a
 * model that has not learnt from it. The parts are views.
 */
public final class Folds {
  private Folds() {}

  /**
   * Folds in a random order, whose sizes differ by at most one.
   *
   * @param k how many, from 2 to the number of examples
   * @param random where the order comes from
   */
  public static List<Split<Subset>> shuffled(Dataset data, int k, RandomGenerator random) {
    requireArguments(data, k, random);
    return deal(data, k, Strata.one(data, random));
  }

  /**
   * Folds in a random order, in which the examples of each class differ by at most one.
   *
   * @param data with classes as targets: whole numbers, {@code [batch]} or {@code [batch, 1]}, or
   *     one-hot {@code [batch, classes]}
   * @param k how many, from 2 to the number of examples
   * @param random where the order comes from
   */
  public static List<Split<Subset>> stratified(Dataset data, int k, RandomGenerator random) {
    requireArguments(data, k, random);
    return deal(data, k, Strata.byClass("Folds", data, random));
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
  private static List<Split<Subset>> deal(Dataset data, int k, List<int[]> strata) {
    int[] dealt = strata.stream().flatMapToInt(IntStream::of).toArray();
    List<Split<Subset>> folds = new ArrayList<>();
    for (int fold = 0; fold < k; fold++) {
      int here = fold;
      int[] train = part(dealt, i -> i % k != here);
      folds.add(
          new Split<>(Subset.of(data, train), Subset.of(data, part(dealt, i -> i % k == here))));
    }
    return List.copyOf(folds);
  }

  private static int[] part(int[] rows, IntPredicate chosen) {
    return IntStream.range(0, rows.length).filter(chosen).map(i -> rows[i]).toArray();
  }
}
