package io.github.taeda.nn.losses;

import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What ends every loss. */
final class Sums {
  private Sums() {}

  /** The sum over the features of each example: {@code [batch, …] → [batch]}. */
  static INDArray perExample(INDArray terms) {
    INDArray costs = Scratch.array(terms.dataType(), terms.size(0));
    Reductions.exampleSums(terms, costs);
    return costs;
  }
}
