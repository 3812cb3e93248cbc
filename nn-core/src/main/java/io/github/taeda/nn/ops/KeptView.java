package io.github.taeda.nn.ops;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A view that a {@link Scratch} keeps for its next step.
 *
 * @param of the array, as it was
 * @param key tells this view of it from others
 */
@SuppressWarnings("ArrayRecordComponent") // compared by its fields, never as a whole
record KeptView(BoundArray of, long[] key, INDArray view) {

  /** The key of a view with any strides: its first element, shape and strides. */
  static long[] key(long start, long[] shape, long... strides) {
    long[] key = new long[2 + 2 * shape.length];
    key[0] = -1; // no size: the key of no reshaped view
    key[1] = start;
    System.arraycopy(shape, 0, key, 2, shape.length);
    System.arraycopy(strides, 0, key, 2 + shape.length, shape.length);
    return key;
  }

  boolean is(INDArray array, long... other) {
    return of.is(array) && Arrays.equals(key, other);
  }

  /** Whether it is a vector of some elements with this stride. */
  boolean isSlice(INDArray array, long start, long length, long stride) {
    return key.length == 4
        && key[0] == -1
        && key[1] == start
        && key[2] == length
        && key[3] == stride
        && of.is(array);
  }
}
