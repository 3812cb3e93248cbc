package io.github.taeda.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What was measured of one network in one library: the means of all windows, fork by fork. */
final class Times {
  private final List<List<Double>> forks = new ArrayList<>();

  /** Adds a fork's windows, in µs per step. */
  void add(List<Double> windows) {
    forks.add(List.copyOf(windows));
  }

  /** The median of all windows of all forks. */
  double median() {
    return median(forks.stream().flatMap(List::stream).toList());
  }

  /** The median of one fork's windows. */
  double median(int fork) {
    return median(forks.get(fork));
  }

  int forks() {
    return forks.size();
  }

  private static double median(List<Double> numbers) {
    double[] sorted = numbers.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
