package io.github.taeda.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What was measured of one network in one library, fork by fork. */
final class Measured {
  private final List<Fork> forks = new ArrayList<>();

  /**
   * What one JVM measured.
   *
   * @param times the mean of each window, in µs per step
   * @param residentKilobytes the process' resident memory at the end; NaN where it is not known
   * @param allocatedBytes what a step allocates on the Java heap
   */
  record Fork(List<Double> times, double residentKilobytes, double allocatedBytes) {}

  void add(Fork fork) {
    forks.add(fork);
  }

  int forks() {
    return forks.size();
  }

  /** The median time of all windows of all forks. */
  double time() {
    return median(forks.stream().flatMap(fork -> fork.times().stream()).toList());
  }

  /** The median time of one fork's windows. */
  double time(int fork) {
    return median(forks.get(fork).times());
  }

  double residentMegabytes() {
    return median(forks.stream().map(Fork::residentKilobytes).toList()) / 1024;
  }

  double allocatedBytes() {
    return median(forks.stream().map(Fork::allocatedBytes).toList());
  }

  static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
