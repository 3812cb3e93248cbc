package io.github.taeda.nn.ops;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies of whole arrays, of their parts and windows, and in another order. */
public final class Slices {
  private static final CustomOperation COPY = new CustomOperation("identity");

  private Slices() {}

  /** {@code output = x}, of any type; here the output may be strided. */
  public static void copy(INDArray x, INDArray output) {
    Operands.requireArray("copy", "x", x);
    Operands.requireLike("copy", "output", output, x);
    output.assign(x);
  }

  /** Copies the elements of {@code x} in 'c' order into as many of another shape. */
  public static void copyElements(INDArray x, INDArray output) {
    Operands.requireArray("copyElements", "x", x);
    Operands.requireOutput("copyElements", output, x.dataType());
    if (x.length() != output.length()) {
      throw new IllegalArgumentException(
          "copyElements: output must have " + x.length() + " elements, but has " + output.length());
    }
    if (Operands.isContiguous(x)) {
      output.assign(Scratch.view(x, output.shape()));
    } else {
      Scratch.view(output, x.shape()).assign(x);
    }
  }

  /**
   * {@code output[i, j, …] = x[i · strides_0 + j · strides_1 + …]}: copies windows of an array,
   * which may overlap.
   *
   * @param x its elements counted in 'c' order
   * @param strides one for each axis of the output, none negative
   * @param output of any shape that stays within {@code x}
   */
  public static void copyStrided(INDArray x, long[] strides, INDArray output) {
    Operands.requireArray("copyStrided", "x", x);
    Operands.requireOutput("copyStrided", output, x.dataType());
    long[] shape = output.shape();
    if (strides.length != shape.length || !isWithin(x.length(), shape, strides)) {
      throw new IllegalArgumentException(
          "copyStrided: strides "
              + Arrays.toString(strides)
              + " lead out of x "
              + Arrays.toString(x.shape()));
    }
    INDArray source = x;
    if (x.offset() != 0 || !Operands.isContiguous(x)) {
      source = Scratch.like(x);
      source.assign(x);
    }
    COPY.run(output, Scratch.strided(source, 0, shape, strides));
  }

  private static boolean isWithin(long length, long[] shape, long... strides) {
    long last = 0;
    for (int axis = 0; axis < shape.length; axis++) {
      if (strides[axis] < 0) {
        return false;
      }
      last += (shape[axis] - 1) * strides[axis];
    }
    return last < length;
  }

  /**
   * Copies {@code x} with its axes in another order: axis i of the output is axis {@code order[i]}
   * of x.
   */
  public static void copyPermuted(INDArray x, long[] order, INDArray output) {
    long[] shape = Arrays.stream(order).map(axis -> x.size((int) axis)).toArray();
    long[] strides = Arrays.stream(order).map(axis -> x.stride((int) axis)).toArray();
    output.assign(Scratch.strided(x, 0, shape, strides));
  }

  /**
   * Copies {@code x} into a part of the output along one axis.
   *
   * @param x of the output's shape but for the axis
   * @param start where the part begins
   */
  public static void copyToSlice(INDArray x, int axis, long start, INDArray output) {
    slice(output, axis, start, start + x.size(axis)).assign(x);
  }

  /**
   * Copies a part of {@code x} along one axis, as long as the output's.
   *
   * @param start where the part begins
   * @param output of the shape of x but for the axis
   */
  public static void copySlice(INDArray x, int axis, long start, INDArray output) {
    output.assign(slice(x, axis, start, start + output.size(axis)));
  }

  /** Copies slice {@code index} of {@code x} along one axis into an output without that axis. */
  public static void copyIndex(INDArray x, int axis, long index, INDArray output) {
    Operands.requireOutput("copyIndex", output, x.dataType());
    INDArray part = slice(x, axis, index, index + 1);
    Scratch.view(output, part.shape()).assign(part);
  }

  /** Copies {@code x}, without the axis, into slice {@code index} of the output along it. */
  public static void copyToIndex(INDArray x, int axis, long index, INDArray output) {
    INDArray part = slice(output, axis, index, index + 1);
    part.assign(Scratch.view(Operands.contiguous(x), part.shape()));
  }

  /**
   * A slice of an array along one axis, a view; kept inside a step of a {@link Scratch}.
   *
   * @param start index of the first element along the axis
   * @param end index after the last
   */
  public static INDArray slice(INDArray array, int axis, long start, long end) {
    if (start < 0 || end > array.size(axis)) {
      throw new IllegalArgumentException(
          "part "
              + start
              + " to "
              + end
              + " is not within axis "
              + axis
              + " of an array "
              + Arrays.toString(array.shape()));
    }
    if (array.rank() == 1) {
      return Scratch.slice(array, start, end);
    }
    long[] shape = array.shape().clone();
    shape[axis] = end - start;
    long[] strides = array.stride(); // ND4J's own get takes some parts of views for empty
    return Scratch.strided(array, start * strides[axis], shape, strides);
  }
}
