package io.github.taeda.nn.optim.metrics;

import io.github.taeda.nn.ExampleWeights;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The weights of the elements of a batch, each that of its example; 1 without weights. */
final class ElementWeights {
  private final @Nullable ExampleWeights weights;
  private final int each; // elements of an example

  private ElementWeights(@Nullable ExampleWeights weights, int each) {
    this.weights = weights;
    this.each = each;
  }

  /**
   * Reads and checks the weights of a batch.
   *
   * @param weights {@code [batch]}, or null for 1 each
   * @param elements of the whole batch
   */
  static ElementWeights of(
      Object owner, @Nullable INDArray weights, INDArray prediction, int elements) {
    if (weights == null) {
      return new ElementWeights(null, 1);
    }
    ExampleWeights read = ExampleWeights.of(owner, weights, prediction.size(0));
    return new ElementWeights(read, elements / read.size());
  }

  /** The weight of an element, counted over the whole batch. */
  double get(int element) {
    return weights == null ? 1 : weights.get(element / each);
  }
}
