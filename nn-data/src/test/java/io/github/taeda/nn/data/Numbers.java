package io.github.taeda.nn.data;

import io.github.taeda.nn.ops.NDArrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Numbers of an array in Java. */
public final class Numbers {
  private Numbers() {}

  /** All numbers in C order; the array may be a part of a larger one. */
  public static float[] of(INDArray array) {
    INDArray numbers = NDArrays.contiguous(array);
    float[] copy = new float[Math.toIntExact(numbers.length())];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = (float) numbers.getDouble(i);
    }
    return copy;
  }
}
