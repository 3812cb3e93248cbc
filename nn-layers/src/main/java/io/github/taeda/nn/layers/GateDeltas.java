package io.github.taeda.nn.layers;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Deltas of the gates, {@code [length, batch, gates · hidden]}.
 *
 * @param inputs of what inputs and bias contribute to them
 * @param products of what the states' products contribute; the same array but for the GRU
 */
record GateDeltas(INDArray inputs, INDArray products) {}
