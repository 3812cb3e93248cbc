package io.github.taeda.nn.spark;

import java.util.function.Consumer;
import org.apache.spark.storage.StorageLevel;

/**
 * What executors are told, and what they tell.
 *
 * @param text of the net
 * @param local iterations between two updates
 * @param treeElements number of parameters from which executors add gradients too
 * @param storage of the examples
 * @param times is told of each iteration
 */
record ExecutorSettings(
    NetText text,
    LocalIterations local,
    long treeElements,
    StorageLevel storage,
    Consumer<IterationTimes> times) {

  /**
   * Tells of an iteration.
   *
   * @param sent nanoseconds until the driver had sent the values
   * @param all nanoseconds of the whole
   */
  void times(GradientSum sum, long bytes, long sent, long all) {
    double broadcast = (sent + sum.waitNanos()) / 1e9;
    double compute = sum.computeNanos() / 1e9;
    double aggregate = Math.max(0, all / 1e9 - broadcast - compute);
    times.accept(new IterationTimes(broadcast, compute, aggregate, bytes));
  }
}
