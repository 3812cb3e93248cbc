package io.github.taeda.nn.layers;

import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a forward pass of a recurrent module computes, time first.
 *
 * @param x the input, {@code [length, batch, in]}, 0 at padding
 * @param gates {@code [length, batch, gates · hidden]}, at first what the inputs contribute
 * @param states {@code [length + 1, batch, hidden]}, from the initial one
 * @param memory what else backward needs: the LSTM's cells, the GRU's products
 */
record RecurrentPass(
    TimeOrder order, INDArray x, INDArray gates, INDArray states, INDArray memory) {

  /** A pass whose arrays are still to be filled in. */
  static RecurrentPass of(TimeOrder order, INDArray x, INDArray gates, long hidden, boolean cell) {
    INDArray states = Scratch.array(x.dataType(), order.length() + 1L, order.batch(), hidden);
    return new RecurrentPass(order, x, gates, states, cell ? Scratch.like(states) : gates);
  }

  /** The same pass with another memory. */
  RecurrentPass withMemory(INDArray memory) {
    return new RecurrentPass(order, x, gates, states, memory);
  }
}
