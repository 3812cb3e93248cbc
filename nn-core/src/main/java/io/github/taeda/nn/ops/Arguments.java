package io.github.taeda.nn.ops;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What primitives ask of their other arguments: indices, shapes, and what a window is laid over.
 */
final class Arguments {
  private Arguments() {}

  /** Requires an argument that is there, array or not. */
  static void requireNonNull(String op, String name, @Nullable Object argument) {
    if (argument == null) {
      throw new NullPointerException(op + ": " + name + " is null");
    }
  }

  /** Requires a value from min to max, both included. */
  static void requireBetween(String op, String name, double value, double min, double max) {
    if (!(value >= min && value <= max)) {
      String range = max == Double.POSITIVE_INFINITY ? "at least " : "between ";
      String end = max == Double.POSITIVE_INFINITY ? "" : " and " + (long) max;
      throw new IllegalArgumentException(
          op + ": " + name + " must be " + range + (long) min + end + ", but was " + value);
    }
  }

  /** Requires indices in a Java array, each at least {@code min} and less than {@code end}. */
  static void requireIndices(String op, String name, int[] indices, int min, long end) {
    requireNonNull(op, name, indices);
    for (int i = 0; i < indices.length; i++) {
      if (indices[i] < min || indices[i] >= end) {
        String least = min == Integer.MIN_VALUE ? "less than " + end : min + " to " + (end - 1);
        throw new IllegalArgumentException(
            op + ": " + name + "[" + i + "] must be " + least + ", but was " + indices[i]);
      }
    }
  }

  /** Requires a shape whose sizes are not negative, and returns how many elements it has. */
  static long requireLength(String op, long... shape) {
    requireNonNull(op, "shape", shape);
    long length = 1;
    for (long size : shape) {
      if (size < 0 || Math.multiplyHigh(length, size) != 0 || length * size < 0) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "%s: shape must have no negative size and at most 2^63 - 1 elements, but was %s",
                op,
                Arrays.toString(shape)));
      }
      length *= size;
    }
    return length;
  }

  /**
   * Requires FLOAT or DOUBLE {@code [batch, length, channels]} or {@code [batch, height, width,
   * channels]} that a window fits into.
   */
  static void requireImage(String op, String name, INDArray x, Window window) {
    Operands.requireNumbers(op, name, x);
    int rank = x.rank();
    if (rank != 4 && (rank != 3 || window.axes() == 2)) {
      String sequence = window.axes() == 2 ? "" : "[batch, length, channels] or ";
      throw wrong(op, name, sequence + "[batch, height, width, channels]", x);
    }
    long width = x.size(rank - 2);
    long height = rank == 4 ? x.size(1) : 1;
    long padded = Math.max(width + 2 * window.paddingWidth(), height + 2 * window.paddingHeight());
    if (padded > Integer.MAX_VALUE) {
      throw wrong(op, name, "at most " + Integer.MAX_VALUE + " long with its padding", x);
    }
    if (window.outputWidth(width) < 1 || window.outputHeight(height) < 1) {
      throw wrong(op, name, "as large as the window " + window, x);
    }
  }

  private static IllegalArgumentException wrong(
      String op, String name, String expected, INDArray x) {
    return new IllegalArgumentException(
        op + ": " + name + " must be " + expected + ", but was " + Arrays.toString(x.shape()));
  }
}
