package io.github.taeda.nn.ops;

import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array with the memory and the shape it had when it was bound: native code holds pointers to
 * both, so identity is what counts, not the elements.
 */
record BoundArray(INDArray array, DataBuffer data, DataBuffer shape) {

  static BoundArray of(INDArray array) {
    return new BoundArray(array, array.data(), array.shapeInfoDataBuffer());
  }

  /** Whether {@code other} is this array, and neither its memory nor its shape was exchanged. */
  boolean is(INDArray other) {
    return array == other && data == other.data() && shape == other.shapeInfoDataBuffer();
  }

  /** Whether the array itself is still as it was bound. */
  boolean isUnchanged() {
    return is(array) && !array.wasClosed();
  }
}
