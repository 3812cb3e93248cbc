package io.github.taeda.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A loss evaluated on a batch, by {@link Loss#evaluate}.
 *
 * @param value the reduced loss L
 * @param weight what the sum of the losses was divided by, so that the values of several batches
 *     can be averaged: the number of examples for MEAN (the sum of their weights, if they have
 *     any), 1 for SUM, the number of elements for ELEMENT_MEAN; 0 if no example counts
 * @param delta ∂L/∂ŷ, of the prediction's shape
 */
public record Evaluated(double value, double weight, INDArray delta) {

  /** The same value and weight with another delta, such as that of what was computed before. */
  public Evaluated withDelta(INDArray delta) {
    return new Evaluated(value, weight, delta);
  }
}
