package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.NativeMemory;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What every primitive asks of its operands before ND4J sees them. {@code op} and {@code name} are
 * the primitive and its argument; in expected shapes −1 stands for any size.
 */
final class Operands {
  private Operands() {}

  /**
   * The array itself if its elements lie in 'c' order without gaps, else such a copy: strided
   * operands make ND4J's elementwise operations 10 to 50 times slower.
   */
  static INDArray contiguous(INDArray array) {
    if (isContiguous(array)) {
      return array;
    }
    INDArray copy = Scratch.like(array);
    copy.assign(array);
    return copy;
  }

  static boolean isContiguous(INDArray array) {
    long[] shape = array.shape();
    long[] stride = array.stride();
    long expected = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      if (shape[axis] != 1 && stride[axis] != expected) {
        return false;
      }
      expected *= shape[axis];
    }
    return true;
  }

  /** An array as a contiguous matrix: all axes but the last are collapsed. */
  static INDArray rows(INDArray array) {
    INDArray contiguous = contiguous(array);
    if (contiguous.rank() == 2) {
      return contiguous;
    }
    return Scratch.view(contiguous, rowCount(contiguous), contiguous.size(-1));
  }

  /** A contiguous sequence {@code [batch, length, channels]} as an image of height 1. */
  static INDArray image(INDArray array) {
    INDArray contiguous = contiguous(array);
    if (contiguous.rank() == 3) {
      return Scratch.view(
          contiguous, contiguous.size(0), 1, contiguous.size(1), contiguous.size(2));
    }
    long[] shape = contiguous.shape();
    long[] strides = {shape[1] * shape[2] * shape[3], shape[2] * shape[3], shape[3], 1};
    return Arrays.equals(contiguous.stride(), strides)
        ? contiguous
        : Scratch.strided(contiguous, 0, shape, strides); // oneDNN goes by strides of single rows
  }

  /** The size of the last axis, of an array that has one. */
  static long columnCount(INDArray array) {
    return array.shape()[array.rank() - 1];
  }

  static long rowCount(INDArray array) {
    long[] shape = array.shape();
    long rows = 1;
    for (int axis = 0; axis < shape.length - 1; axis++) {
      rows *= shape[axis];
    }
    return rows;
  }

  /** Requires an array of any type that is there, open and not empty. */
  static void requireArray(String op, String name, INDArray array) {
    Arguments.requireNonNull(op, name, array);
    if (array.wasClosed()) {
      throw new IllegalArgumentException(
          op + ": " + name + " was closed, its memory is gone; it was " + text(array));
    }
    if (isEmpty(array)) {
      throw new IllegalArgumentException(op + ": " + name + " is empty, it is " + text(array));
    }
  }

  /** Whether an array has no elements; ND4J's own test is slower than a product of 2 x 2. */
  static boolean isEmpty(INDArray array) {
    return NativeMemory.length(array) == 0 || (array.rank() == 0 && array.isEmpty());
  }

  /** Requires FLOAT or DOUBLE with at least one axis. */
  static void requireRows(String op, String name, INDArray array) {
    requireNumbers(op, name, array);
    if (array.rank() == 0) {
      throw new IllegalArgumentException(op + ": " + name + " must have an axis, but is a scalar");
    }
  }

  /** Requires FLOAT or DOUBLE. */
  static void requireNumbers(String op, String name, INDArray array) {
    requireArray(op, name, array);
    if (array.dataType() != DataType.FLOAT && array.dataType() != DataType.DOUBLE) {
      throw new IllegalArgumentException(
          op + ": " + name + " must be FLOAT or DOUBLE, but was " + text(array));
    }
  }

  /** Requires an array of this type, whatever its shape. */
  static void requireType(String op, String name, INDArray array, DataType type) {
    requireArray(op, name, array);
    if (array.dataType() != type) {
      throw new IllegalArgumentException(
          op + ": " + name + " must be " + type + ", but was " + text(array));
    }
  }

  /** Requires an output of this type, in 'c' order without gaps. */
  static void requireOutput(String op, INDArray output, DataType type) {
    requireType(op, "output", output, type);
    requireContiguous(op, "output", output);
  }

  /** Requires the type and shape of another operand. */
  static void requireLike(String op, String name, INDArray array, INDArray like) {
    if (array != null
        && array.shapeInfoDataBuffer() == like.shapeInfoDataBuffer() // ND4J keeps one per shape
        && !array.wasClosed()
        && !isEmpty(array)) {
      return;
    }
    require(op, name, array, like.dataType(), like.shape());
  }

  /** Requires a type and a shape. */
  static void require(String op, String name, INDArray array, DataType type, long... shape) {
    requireArray(op, name, array);
    long[] actual = array.shape();
    boolean fits = array.dataType() == type && actual.length == shape.length;
    for (int axis = 0; fits && axis < shape.length; axis++) {
      fits = shape[axis] == -1 || shape[axis] == actual[axis];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          op + ": " + name + " must be " + text(type, shape) + ", but was " + text(array));
    }
  }

  /** Requires {@code [*, columns]} with a number of rows. */
  static void requireMatrix(
      String op, String name, INDArray array, DataType type, long rows, long columns) {
    requireArray(op, name, array);
    long[] shape = array.shape();
    boolean fits =
        array.dataType() == type
            && shape.length > 0
            && (columns == -1 || shape[shape.length - 1] == columns)
            && rowCount(array) == rows;
    if (!fits) {
      String last = columns == -1 ? "*" : Long.toString(columns);
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %s must be %s [*, %s] of %d rows, but was %s",
              op,
              name,
              type,
              last,
              rows,
              text(array)));
    }
  }

  /** Requires an output in 'c' order without gaps: a copy would be written without effect. */
  static void requireContiguous(String op, String name, INDArray array) {
    if (!isContiguous(array)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %s must be contiguous in 'c' order, but was %s with strides %s",
              op,
              name,
              text(array),
              Arrays.toString(array.stride())));
    }
  }

  /** Requires that writing to {@code output} leaves {@code input} as it is. */
  static void requireOther(
      String op, String outputName, INDArray output, String name, INDArray input) {
    if (output == input) {
      throw new IllegalArgumentException(
          op + ": " + outputName + " must be another array than " + name);
    }
    if (Overlap.exists(output, input)) {
      throw new IllegalArgumentException(
          op + ": " + outputName + " must not overlap " + name + ", but shares memory with it");
    }
  }

  /** The same for two inputs. */
  static void requireOther(
      String op,
      String outputName,
      INDArray output,
      String a,
      INDArray first,
      String b,
      INDArray second) {
    long memory = Overlap.memory(output);
    if (memory == Overlap.memory(first)) {
      requireOther(op, outputName, output, a, first);
    }
    if (memory == Overlap.memory(second)) {
      requireOther(op, outputName, output, b, second);
    }
  }

  /** Requires that {@code output} is {@code input} itself or leaves it as it is. */
  static void requireSameOrApart(
      String op, String outputName, INDArray output, String name, INDArray input) {
    if (Overlap.isShifted(output, input)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %s must be %s itself or not overlap it, but shares part of its memory",
              op,
              outputName,
              name));
    }
  }

  private static String text(INDArray array) {
    return text(array.dataType(), array.shape());
  }

  private static String text(DataType type, long... shape) {
    return Arrays.stream(shape)
        .mapToObj(size -> size == -1 ? "*" : Long.toString(size))
        .collect(Collectors.joining(", ", type + " [", "]"));
  }
}
