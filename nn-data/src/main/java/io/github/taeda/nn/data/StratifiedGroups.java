package io.github.taeda.nn.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Example indices in groups, each in a random order. */
final class StratifiedGroups {
  private StratifiedGroups() {}

  /** One group of all examples. */
  static List<int[]> one(Dataset data, RandomGenerator random) {
    return List.of(ExampleIndices.shuffle(ExampleIndices.range(0, data.size()), random));
  }

  /** One group per class, ordered by class index. */
  static List<int[]> byClass(Object owner, Dataset data, RandomGenerator random) {
    int[] labels = Labels.of(owner, data);
    Map<Integer, List<Integer>> groups = new TreeMap<>();
    for (int row = 0; row < labels.length; row++) {
      groups.computeIfAbsent(labels[row], label -> new ArrayList<>()).add(row);
    }
    List<int[]> shuffled = new ArrayList<>();
    for (List<Integer> group : groups.values()) {
      shuffled.add(ExampleIndices.shuffle(group.stream().mapToInt(row -> row).toArray(), random));
    }
    return shuffled;
  }

  /**
   * Allocates {@code total} examples to the groups in proportion to their sizes: rounded down or up
   * (largest remainders up, equal ones at random), with at least one example of each group left.
   *
   * @param total at most the number of examples minus the number of groups
   * @param share the fraction of each group
   * @return the number of examples of each group
   */
  static int[] allocate(List<int[]> groups, int total, double share, RandomGenerator random) {
    int[] allocated = new int[groups.size()];
    double[] remainders = new double[allocated.length];
    int left = total;
    for (int i = 0; i < allocated.length; i++) {
      double exact = groups.get(i).length * share;
      allocated[i] = (int) Math.min(Math.floor(exact), groups.get(i).length - 1);
      remainders[i] = exact - allocated[i];
      left -= allocated[i];
    }
    int[] order = ExampleIndices.shuffle(ExampleIndices.range(0, allocated.length), random);
    List<Integer> sorted = new ArrayList<>(Arrays.stream(order).boxed().toList());
    sorted.sort(Comparator.comparingDouble(i -> -remainders[i])); // keeps the order of equal ones
    while (left > 0) {
      for (int i : sorted) {
        if (left > 0 && allocated[i] < groups.get(i).length - 1) {
          allocated[i]++;
          left--;
        }
      }
    }
    return allocated;
  }
}
