package io.github.taeda.nn.ops;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Copies of whole arrays, of their parts and windows, and in another order. */
public final class Slices {
  private static final CustomOperation COPY = new CustomOperation("identity");

  private Slices() {}

  /** {@code output = x}, of any type; here the output may be strided. */
  public static void copy(INDArray x, INDArray output) {
    Operands.requireArray("copy", "x", x);
    Operands.requireLike("copy", "output", output, x);
    Operands.requireSameOrApart("copy", "output", output, "x", x);
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
    Operands.requireOther("copyElements", "output", output, "x", x);
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
    Arguments.requireNonNull("copyStrided", "strides", strides);
    long[] shape = output.shape();
    if (strides.length != shape.length || !isWithin(x.length(), shape, strides)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "copyStrided: strides must stay within x %s for output %s, but were %s",
              Arrays.toString(x.shape()),
              Arrays.toString(shape),
              Arrays.toString(strides)));
    }
    Operands.requireOther("copyStrided", "output", output, "x", x);
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
      long steps = shape[axis] - 1;
      if (strides[axis] < 0 || (steps > 0 && strides[axis] > (length - 1 - last) / steps)) {
        return false;
      }
      last += steps * strides[axis];
    }
    return true;
  }

  /**
   * Copies {@code x} with its axes in another order: axis i of the output is axis {@code order[i]}
   * of x.
   *
   * @param x of any type
   * @param order each axis of x once
   * @param output of the type of x; it may be strided
   */
  public static void copyPermuted(INDArray x, long[] order, INDArray output) {
    Operands.requireArray("copyPermuted", "x", x);
    Arguments.requireNonNull("copyPermuted", "order", order);
    if (!isPermutation(order, x.rank())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "copyPermuted: order must have each of the %d axes of x once, but was %s",
              x.rank(),
              Arrays.toString(order)));
    }
    long[] shape = Arrays.stream(order).map(axis -> x.size((int) axis)).toArray();
    Operands.require("copyPermuted", "output", output, x.dataType(), shape);
    Operands.requireOther("copyPermuted", "output", output, "x", x);
    long[] strides = Arrays.stream(order).map(axis -> x.stride((int) axis)).toArray();
    output.assign(Scratch.strided(x, 0, shape, strides));
  }

  private static boolean isPermutation(long[] order, int rank) {
    long[] sorted = order.clone();
    Arrays.sort(sorted);
    return Arrays.equals(sorted, LongStream.range(0, rank).toArray());
  }

  /**
   * Copies {@code x} into a part of the output along one axis.
   *
   * @param x of the output's type, and of its shape but for the axis
   * @param start where the part begins
   * @param output of any type; it may be strided
   */
  public static void copyToSlice(INDArray x, int axis, long start, INDArray output) {
    Operands.requireArray("copyToSlice", "output", output);
    requireAxis("copyToSlice", axis, "output", output);
    Operands.require("copyToSlice", "x", x, output.dataType(), withSize(output, axis, -1));
    INDArray part = slice("copyToSlice", "output", output, axis, start, x.size(axis));
    Operands.requireSameOrApart("copyToSlice", "output", part, "x", x);
    part.assign(x);
  }

  /**
   * Copies a part of {@code x} along one axis, as long as the output's.
   *
   * @param x of any type
   * @param start where the part begins
   * @param output of the type of x, and of its shape but for the axis; it may be strided
   */
  public static void copySlice(INDArray x, int axis, long start, INDArray output) {
    Operands.requireArray("copySlice", "x", x);
    requireAxis("copySlice", axis, "x", x);
    Operands.require("copySlice", "output", output, x.dataType(), withSize(x, axis, -1));
    INDArray part = slice("copySlice", "x", x, axis, start, output.size(axis));
    Operands.requireSameOrApart("copySlice", "output", output, "x", part);
    output.assign(part);
  }

  /** Copies slice {@code index} of {@code x} along one axis into an output without that axis. */
  public static void copyIndex(INDArray x, int axis, long index, INDArray output) {
    Operands.requireArray("copyIndex", "x", x);
    requireAxis("copyIndex", axis, "x", x);
    Operands.require("copyIndex", "output", output, x.dataType(), without(x, axis));
    Operands.requireContiguous("copyIndex", "output", output);
    INDArray part = slice("copyIndex", "x", x, axis, index, 1);
    Operands.requireOther("copyIndex", "output", output, "x", part);
    Scratch.view(output, part.shape()).assign(part);
  }

  /** Copies {@code x}, without the axis, into slice {@code index} of the output along it. */
  public static void copyToIndex(INDArray x, int axis, long index, INDArray output) {
    Operands.requireArray("copyToIndex", "output", output);
    requireAxis("copyToIndex", axis, "output", output);
    Operands.require("copyToIndex", "x", x, output.dataType(), without(output, axis));
    INDArray part = slice("copyToIndex", "output", output, axis, index, 1);
    Operands.requireOther("copyToIndex", "output", part, "x", x);
    part.assign(Scratch.view(Operands.contiguous(x), part.shape()));
  }

  /**
   * A slice of an array along one axis, a view; kept inside a step of a {@link Scratch}.
   *
   * @param start index of the first element along the axis
   * @param end index after the last
   */
  public static INDArray slice(INDArray array, int axis, long start, long end) {
    Operands.requireArray("slice", "array", array);
    requireAxis("slice", axis, "array", array);
    if (end <= start) {
      throw new IllegalArgumentException(
          "slice: end must be greater than start, but was " + end + " with start " + start);
    }
    requireWithin("slice", "array", array, axis, start, end);
    if (array.rank() == 1) {
      return Scratch.slice(array, start, end);
    }
    return part(array, axis, start, end - start);
  }

  private static INDArray slice(
      String op, String name, INDArray array, int axis, long start, long count) {
    requireWithin(op, name, array, axis, start, start + count);
    return part(array, axis, start, count);
  }

  private static INDArray part(INDArray array, int axis, long start, long count) {
    long[] shape = withSize(array, axis, count);
    long[] strides = array.stride(); // ND4J's own get takes some parts of views for empty
    return Scratch.strided(array, start * strides[axis], shape, strides);
  }

  private static void requireAxis(String op, int axis, String name, INDArray array) {
    if (axis < 0 || axis >= array.rank()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: axis must be one of the %d of %s, from 0, but was %d",
              op,
              array.rank(),
              name,
              axis));
    }
  }

  private static void requireWithin(
      String op, String name, INDArray array, int axis, long start, long end) {
    if (start < 0 || end > array.size(axis) || end < start) { // or beyond the range of long
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: the slice must be within the %d of axis %d of %s, but was %d to %d",
              op,
              array.size(axis),
              axis,
              name,
              start,
              end));
    }
  }

  private static long[] withSize(INDArray array, int axis, long size) {
    long[] shape = array.shape().clone();
    shape[axis] = size;
    return shape;
  }

  private static long[] without(INDArray array, int axis) {
    long[] shape = array.shape();
    long[] rest = new long[shape.length - 1];
    System.arraycopy(shape, 0, rest, 0, axis);
    System.arraycopy(shape, axis + 1, rest, axis, rest.length - axis);
    return rest;
  }
}
