package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.Backend;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The primitives that modules and losses are written with, each ND4J's fastest correct form of it.
 *
 * <p>Every output is an argument (take it from {@link Scratch#array}), contiguous in 'c' order;
 * inputs may have any order or be views, and are never written to unless they are the output too.
 * Operands of one call have one type, FLOAT or DOUBLE. Operands that do not fit are an {@link
 * IllegalArgumentException} before anything is computed.
 *
 * <p>The functions stand in one file per kind, each extending the one before, so that all are
 * called by this one name.
 */
public final class NDArrays {

  private NDArrays() {}

  /** A new FLOAT array of these numbers, in 'c' order. */
  public static INDArray of(float[] numbers, long... shape) {
    requireLength(numbers == null ? -1 : numbers.length, shape);
    return Nd4j.create(numbers, shape.clone(), 'c');
  }

  /** A new DOUBLE array of these numbers, in 'c' order. */
  public static INDArray of(double[] numbers, long... shape) {
    requireLength(numbers == null ? -1 : numbers.length, shape);
    return Nd4j.create(numbers, shape.clone(), DataType.DOUBLE);
  }

  private static void requireLength(int length, long... shape) {
    Backend.require();
    if (length != Arrays.stream(shape).reduce(1, (a, b) -> a * b)) {
      throw new IllegalArgumentException(
          String.format(
              "of: %s cannot fill %s",
              length < 0 ? "null" : length + " numbers", Arrays.toString(shape)));
    }
  }

  /** A new array of zeros, never a recycled one. */
  public static INDArray zeros(DataType type, long... shape) {
    Backend.require();
    return Nd4j.create(type, shape.clone(), 'c');
  }

  /** The array itself if it is contiguous in 'c' order, else such a copy. */
  public static INDArray contiguous(INDArray array) {
    return Operands.contiguous(array);
  }

  /**
   * A contiguous array as a matrix, a view: {@code [length / columns, columns]}.
   *
   * @param array contiguous in 'c' order, its length a multiple of {@code columns}
   */
  public static INDArray asMatrix(INDArray array, long columns) {
    Operands.requireArray("asMatrix", "array", array);
    Operands.requireContiguous("asMatrix", "array", array);
    return Scratch.view(array, array.length() / columns, columns);
  }

  /** A new FLOAT array of one number everywhere. */
  public static INDArray filled(double number, long... shape) {
    INDArray array = zeros(DataType.FLOAT, shape);
    Elementwise.fill(array, number);
    return array;
  }

  /** Writes these numbers to an array in 'c' order, rounded to its type. */
  public static void setValues(double[] numbers, INDArray output) {
    Operands.requireNumbers("setValues", "output", output);
    Operands.requireContiguous("setValues", "output", output);
    if (numbers != null && numbers.length == output.length() && HostNumbers.are(output)) {
      HostNumbers.write(numbers, output);
    } else {
      output.assign(of(numbers, output.shape()));
    }
  }

  /** Writes these numbers to an array in 'c' order. */
  public static void setValues(float[] numbers, INDArray output) {
    Operands.requireNumbers("setValues", "output", output);
    Operands.requireContiguous("setValues", "output", output);
    if (numbers != null
        && numbers.length == output.length()
        && output.dataType() == DataType.FLOAT
        && HostNumbers.are(output)) {
      output.data().asNioFloat().put(numbers); // 20 times faster than by way of a new array
    } else {
      output.assign(of(numbers, output.shape()));
    }
  }

  /**
   * Reads all numbers of an array in C order; those of a DOUBLE array, and of a FLOAT array too,
   * come unrounded.
   *
   * @param x of any numerical type
   * @param numbers is filled; as long as {@code x}
   */
  public static void readValues(INDArray x, double[] numbers) {
    Operands.requireArray("readValues", "x", x);
    if (numbers == null || numbers.length != x.length()) {
      throw new IllegalArgumentException(
          String.format(
              "readValues: %s cannot be read into %s",
              Arrays.toString(x.shape()), numbers == null ? "null" : numbers.length + " numbers"));
    }
    INDArray source = Operands.contiguous(x);
    if (HostNumbers.are(source)) {
      HostNumbers.read(source, numbers);
    } else {
      DataBuffer data = source.data();
      Arrays.setAll(numbers, data::getDouble);
    }
  }
}
