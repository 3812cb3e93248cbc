package io.github.taeda.nn.data;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Examples by number, from which batches are assembled. */
public interface Dataset {

  /** How many examples there are. */
  int size();

  /**
   * Copies some examples into a batch, recycled inside a step of a {@link
   * io.github.taeda.nn.ops.Scratch}.
   *
   * @param rows the numbers of the examples, each in 0…size−1, in any order; at least one
   * @throws IllegalArgumentException if a row does not exist or none is asked for
   */
  Batch batch(int... rows);

  /**
   * A data set in memory.
   *
   * @param inputs {@code [size, …]}
   * @param targets {@code [size, …]}
   */
  static Dataset of(INDArray inputs, INDArray targets) {
    return new ArrayDataset(inputs, targets);
  }
}
