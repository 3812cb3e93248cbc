package io.github.taeda.nn.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Examples in groups, each in a random order. */
final class Strata {
  private Strata() {}

  /** All examples in one group. */
  static List<int[]> one(Dataset data, RandomGenerator random) {
    return List.of(Rows.shuffle(Rows.range(0, data.size()), random));
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
      strata.add(Rows.shuffle(group.stream().mapToInt(row -> row).toArray(), random));
    }
    return strata;
  }
}
