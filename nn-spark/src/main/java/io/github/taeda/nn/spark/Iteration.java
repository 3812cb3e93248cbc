package io.github.taeda.nn.spark;

import java.io.Serializable;

/**
 * What all tasks of one iteration are given.
 *
 * <p>A class rather than a record, which Kryo cannot read.
 */
final class Iteration implements Serializable {
  private final NetValues values;
  private final int[][] rows;
  private final long seed;

  /**
   * Creates an iteration.
   *
   * @param rows of the batch, for each partition indices within it
   * @param seed of the iteration
   */
  Iteration(NetValues values, int[][] rows, long seed) {
    this.values = values;
    this.rows = rows;
    this.seed = seed;
  }

  int[] rows(int partition) {
    return rows[partition];
  }

  /** Brings a net to where the iteration begins. */
  void begin(ExecutorNet net, int partition) {
    values.copyInto(net.module());
    net.seed(Seeds.mix(seed, partition));
    net.module().train();
  }
}
