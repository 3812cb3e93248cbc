package io.github.taeda.nn.layers;

import io.github.taeda.nn.Buffer;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Slices;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The state with which a recurrent module begins: zeros, or what the batch before ended with. */
final class CarriedState {
  private final @Nullable Buffer buffer; // [batch, hidden], if the state is carried

  /** Creates a state of zeros, carried if {@code batch} is not 0. */
  CarriedState(String name, long batch, long hidden) {
    buffer = batch == 0 ? null : new Buffer(name, NDArrays.filled(0, batch, hidden));
  }

  /** Requires as many sequences as there are states. */
  void requireBatch(Object owner, INDArray input) {
    if (buffer != null && input.size(0) != buffer.value().size(0)) {
      throw new ShapeException(
          owner
              + ": the state of "
              + buffer.value().size(0)
              + " sequences is carried, so input must be of as many, but was "
              + Shapes.text(input.shape()));
    }
  }

  /** Fills in the first of the states {@code [length + 1, batch, hidden]}. */
  void begin(INDArray states, boolean isTraining) {
    if (buffer != null && isTraining) {
      Slices.copyToIndex(buffer.value(), 0, 0, states);
    } else {
      Elementwise.fill(Slices.slice(states, 0, 0, 1), 0);
    }
  }

  /** Carries the last of the states to the next batch. */
  void carry(INDArray states) {
    if (buffer != null) {
      Slices.copyIndex(states, 0, states.size(0) - 1, buffer.value());
    }
  }

  void reset() {
    if (buffer != null) {
      Elementwise.fill(buffer.value(), 0);
    }
  }

  List<Buffer> buffers() {
    return buffer == null ? List.of() : List.of(buffer);
  }
}
