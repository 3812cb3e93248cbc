package io.github.taeda.nn.layers;

import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How the outputs of branches lie in the array that they are joined to.
 *
 * @param axis along which they are joined
 * @param inputs what the branches got
 * @param first the shape of the first one's output
 * @param sizes of all outputs along the axis
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record BranchShapes(int axis, INDArray[] inputs, long[] first, long[] sizes) {

  /** The shape of the joined array. */
  long[] joined() {
    long[] shape = first.clone();
    shape[axis] = 0;
    for (long size : sizes) {
      shape[axis] += size;
    }
    return shape;
  }

  /** The outputs as one array. */
  INDArray join(INDArray[] outputs) {
    INDArray joined = Scratch.array(outputs[0].dataType(), joined());
    long start = 0;
    for (int i = 0; i < outputs.length; i++) {
      Slices.copyToSlice(outputs[i], axis, start, joined);
      start += sizes[i];
    }
    return joined;
  }

  /** The slice of each branch, of an array of the joined shape. */
  INDArray[] split(INDArray joined) {
    INDArray[] slices = new INDArray[sizes.length];
    long start = 0;
    for (int i = 0; i < slices.length; i++) {
      long[] shape = first.clone();
      shape[axis] = sizes[i];
      slices[i] = Scratch.array(joined.dataType(), shape);
      Slices.copySlice(joined, axis, start, slices[i]);
      start += sizes[i];
    }
    return slices;
  }
}
