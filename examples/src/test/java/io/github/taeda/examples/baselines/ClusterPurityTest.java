package io.github.taeda.examples.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterPurityTest {
  /** Three groups far from each other, four points each. */
  private static final double[][] POINTS = {
    {0, 0}, {0, 1}, {1, 0}, {1, 1},
    {50, 0}, {50, 1}, {51, 0}, {51, 1},
    {0, 50}, {0, 51}, {1, 50}, {1, 51}
  };

  /** The most frequent classes are there 2, 3 and 1 times: 6 of 8 points. */
  @Test
  void purity_counts_the_most_frequent_class_of_each_cluster() {
    List<List<Integer>> clusters = List.of(List.of(0, 0, 1), List.of(1, 0, 1, 1), List.of(2));
    assertThat(ClusterPurity.of(clusters)).isCloseTo(6.0 / 8, within(1e-12));
  }

  @Test
  void an_empty_cluster_counts_for_nothing() {
    assertThat(ClusterPurity.of(List.of(List.of(), List.of(3, 3, 3, 4)))).isEqualTo(0.75);
  }

  @Test
  void k_means_finds_groups_that_are_classes() {
    int[] labels = {7, 7, 7, 7, 3, 3, 3, 3, 5, 5, 5, 5};
    assertThat(ClusterPurity.ofKMeans(POINTS, labels, 3, 1)).isEqualTo(1);
  }

  /** In each group two points are of class 0 and two of class 1. */
  @Test
  void k_means_does_not_look_at_the_classes() {
    int[] labels = {0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1};
    assertThat(ClusterPurity.ofKMeans(POINTS, labels, 3, 1)).isEqualTo(0.5);
  }
}
