package io.github.taeda.nn.testing;

import io.github.taeda.nn.ops.internal.Backend;
import io.github.taeda.nn.ops.internal.NativeMemory;
import java.lang.ref.Reference;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The elements of arrays, read from memory by offset and strides: {@code getDouble} of a million
 * takes a second.
 */
final class Elements {
  private Elements() {}

  /** All elements in 'c' order. */
  static double[] of(INDArray array) {
    if (!isInMemory(array)) {
      return Compare.indices(array.shape()).mapToDouble(array::getDouble).toArray();
    }
    try {
      return read(array);
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(array);
    }
  }

  private static double[] read(INDArray array) {
    double[] elements = new double[Math.toIntExact(array.length())];
    boolean isFloat = array.dataType() == DataType.FLOAT;
    long width = array.dataType().width();
    long[] shape = array.shape();
    long[] stride = array.stride();
    long[] at = new long[shape.length];
    long address = NativeMemory.address(array);
    for (int i = 0; i < elements.length; i++) {
      elements[i] = isFloat ? NativeMemory.getFloat(address) : NativeMemory.getDouble(address);
      for (int axis = shape.length - 1; axis >= 0; axis--) { // to the next element
        address += width * stride[axis];
        if (++at[axis] < shape[axis]) {
          break;
        }
        address -= width * stride[axis] * shape[axis];
        at[axis] = 0;
      }
    }
    return elements;
  }

  private static boolean isInMemory(INDArray array) {
    DataType type = array.dataType();
    boolean hasValues = type == DataType.FLOAT || type == DataType.DOUBLE;
    return hasValues && !array.wasClosed() && !array.isEmpty() && Backend.keepsAddresses();
  }
}
