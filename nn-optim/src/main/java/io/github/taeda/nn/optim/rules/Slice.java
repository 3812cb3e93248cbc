package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.ops.Slices;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A contiguous slice of a parameter vector with one learning rate.
 *
 * @param start index of its first element
 * @param end index after its last element
 * @param learningRate η of its elements; NaN if the rule has none
 */
public record Slice(long start, long end, double learningRate) {

  /** The number of its elements. */
  public long length() {
    return end - start;
  }

  /**
   * This slice of a vector, a view; recycled inside a step of a {@code Scratch}.
   *
   * @param vector {@code [n]}
   */
  public INDArray of(INDArray vector) {
    return length() == vector.length() ? vector : Slices.slice(vector, 0, start, end);
  }
}
