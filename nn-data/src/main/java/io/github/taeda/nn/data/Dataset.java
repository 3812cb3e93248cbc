package io.github.taeda.nn.data;

import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Examples, each an input and a target, from which batches are assembled by index. */
public interface Dataset {

  /** The number of examples. */
  int size();

  /**
   * Copies examples to a batch, with their weights if they have any ({@link Weighted}); its arrays
   * are reused in the next step inside a {@link io.github.taeda.nn.ops.Scratch}.
   *
   * @param rows example indices, each in 0…size−1, in any order; at least one
   * @throws IllegalArgumentException if an index is out of range or there is none
   */
  Batch batch(int... rows);

  /**
   * The generators that batches draw from, those of the data beneath a view included; none unless
   * overridden.
   */
  default List<RandomGenerator> generators() {
    return List.of();
  }

  /**
   * A data set of arrays in memory.
   *
   * @param inputs {@code [size, …]}
   * @param targets {@code [size, …]}
   */
  static Dataset of(INDArray inputs, INDArray targets) {
    return new ArrayDataset(inputs, targets);
  }
}
