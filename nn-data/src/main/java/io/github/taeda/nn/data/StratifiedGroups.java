package io.github.taeda.nn.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Examples in groups, each in a random order. */
final class StratifiedGroups {
  private StratifiedGroups() {}

  /** All examples in one group. */
  static List<int[]> one(Dataset data, RandomGenerator random) {
    return List.of(ExampleIndices.shuffle(ExampleIndices.range(0, data.size()), random));
  }

  /** One group per class, by number. */
  static List<int[]> byClass(Object owner, Dataset data, RandomGenerator random) {
    int[] labels = Labels.of(owner, data);
    Map<Integer, List<Integer>> groups = new TreeMap<>();
    for (int row = 0; row < labels.length; row++) {
      groups.computeIfAbsent(labels[row], label -> new ArrayList<>()).add(row);
    }
    List<int[]> strata = new ArrayList<>();
    for (List<Integer> group : groups.values()) {
      strata.add(ExampleIndices.shuffle(group.stream().mapToInt(row -> row).toArray(), random));
    }
    return strata;
  }

  /**
   * How many examples each group gives, in all {@code total}: the share of each, rounded down or up
   * (largest remainders up, equal ones by chance), as long as one stays.
   *
   * @param total at most all examples but one of each group
   */
  static int[] deal(List<int[]> strata, int total, double share, RandomGenerator random) {
    int[] given = new int[strata.size()];
    double[] remainders = new double[given.length];
    int left = total;
    for (int i = 0; i < given.length; i++) {
      double exact = strata.get(i).length * share;
      given[i] = (int) Math.min(Math.floor(exact), strata.get(i).length - 1);
      remainders[i] = exact - given[i];
      left -= given[i];
    }
    int[] order = ExampleIndices.shuffle(ExampleIndices.range(0, given.length), random);
    List<Integer> groups = new ArrayList<>(Arrays.stream(order).boxed().toList());
    groups.sort(Comparator.comparingDouble(i -> -remainders[i])); // keeps the order of equal ones
    while (left > 0) {
      for (int i : groups) {
        if (left > 0 && given[i] < strata.get(i).length - 1) {
          given[i]++;
          left--;
        }
      }
    }
    return given;
  }
}
