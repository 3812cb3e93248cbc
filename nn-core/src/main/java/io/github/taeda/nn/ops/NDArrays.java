package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.Backend;
import io.github.taeda.nn.ops.internal.JavaArrays;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Creates arrays, and copies their elements from and to Java arrays. */
public final class NDArrays {

  private NDArrays() {}

  /** A new FLOAT array of these values, in 'c' order. */
  public static INDArray of(float[] values, long... shape) {
    requireLength(values == null ? -1 : values.length, shape);
    return Nd4j.create(values, shape.clone(), 'c');
  }

  /** A new DOUBLE array of these values, in 'c' order. */
  public static INDArray of(double[] values, long... shape) {
    requireLength(values == null ? -1 : values.length, shape);
    return Nd4j.create(values, shape.clone(), DataType.DOUBLE);
  }

  private static void requireLength(int length, long... shape) {
    Backend.require();
    if (length != Arrays.stream(shape).reduce(1, (a, b) -> a * b)) {
      throw new IllegalArgumentException(
          String.format(
              "of: %s cannot fill %s",
              length < 0 ? "null" : length + " values", Arrays.toString(shape)));
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

  /** An array in another shape of as many elements: a view, or a copy if its memory has gaps. */
  public static INDArray reshaped(INDArray array, long... shape) {
    Operands.requireArray("reshaped", "array", array);
    return Scratch.view(Operands.contiguous(array), shape);
  }

  /** A new FLOAT array of one value everywhere. */
  public static INDArray filled(double value, long... shape) {
    INDArray array = zeros(DataType.FLOAT, shape);
    Elementwise.fill(array, value);
    return array;
  }

  /** Writes values to an array in 'c' order, rounded to its type. */
  public static void setValues(double[] values, INDArray output) {
    Operands.requireNumbers("setValues", "output", output);
    Operands.requireContiguous("setValues", "output", output);
    if (values != null && values.length == output.length() && Direct.isOn()) {
      JavaArrays.write(values, output);
    } else {
      output.assign(of(values, output.shape()));
    }
  }

  /** Writes values to an array in 'c' order. */
  public static void setValues(float[] values, INDArray output) {
    Operands.requireNumbers("setValues", "output", output);
    Operands.requireContiguous("setValues", "output", output);
    boolean fits = values != null && values.length == output.length();
    if (fits && output.dataType() == DataType.FLOAT && Direct.isOn()) {
      JavaArrays.write(values, output);
    } else {
      output.assign(of(values, output.shape()));
    }
  }

  /**
   * Reads all elements of an array in 'c' order, without rounding.
   *
   * @param x of any numerical type
   * @param values is filled; as long as {@code x}
   */
  public static void readValues(INDArray x, double[] values) {
    Operands.requireArray("readValues", "x", x);
    if (values == null || values.length != x.length()) {
      throw new IllegalArgumentException(
          String.format(
              "readValues: %s cannot be read into %s",
              Arrays.toString(x.shape()), values == null ? "null" : values.length + " values"));
    }
    INDArray source = Operands.contiguous(x);
    if (Direct.hasValues(source)) {
      JavaArrays.read(source, values);
    } else {
      DataBuffer data = source.data();
      Arrays.setAll(values, data::getDouble);
    }
  }
}
