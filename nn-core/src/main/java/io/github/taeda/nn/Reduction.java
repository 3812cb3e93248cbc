package io.github.taeda.nn;

/** How a {@link Loss} makes one number of the costs of a batch. */
public enum Reduction {
  /**
   * The sum over the examples divided by their number: a step size does not depend on the batch.
   */
  MEAN,
  /** The sum over the examples. */
  SUM,
  /** The sum over the examples divided by the number of elements of the prediction. */
  ELEMENT_MEAN
}
