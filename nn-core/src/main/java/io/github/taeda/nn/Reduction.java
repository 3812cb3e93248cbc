package io.github.taeda.nn;

/** How a {@link Loss} reduces the losses of a batch to one value. */
public enum Reduction {
  /**
   * The sum over the examples divided by their number: the learning rate does not depend on the
   * batch size.
   */
  MEAN,
  /** The sum over the examples. */
  SUM,
  /** The sum over the examples divided by the number of elements of the prediction. */
  ELEMENT_MEAN
}
