package io.github.taeda.benchmarks;

/** The data of a whole epoch: as many examples as MNIST has, random. */
final class EpochData {
  /** Examples. */
  static final int SIZE = 60_000;

  private EpochData() {}

  static Values input(Net net) {
    long[] shape = net.input().shape().clone();
    shape[0] = SIZE;
    return Values.uniform(1, 0, 1, shape);
  }

  /** Class indices. */
  static Values target() {
    return Values.classes(2, Net.CLASSES, SIZE);
  }
}
