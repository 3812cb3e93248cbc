package io.github.taeda.nn.data;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Some examples of a {@link Dataset}: row i of the target belongs to row i of the input.
 *
 * @param input {@code [batch, …]}
 * @param target {@code [batch, …]}
 */
public record Batch(INDArray input, INDArray target) {}
