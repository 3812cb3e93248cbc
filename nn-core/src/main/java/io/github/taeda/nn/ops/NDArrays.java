package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.Backend;
import io.github.taeda.nn.ops.internal.JavaArrays;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Creates arrays, and copies their elements from and to Java arrays. */
public final class NDArrays {

  private NDArrays() {}

  /** A new FLOAT array of these values, in 'c' order. */
  public static INDArray of(float[] values, long... shape) {
    requireFits("of", values, values == null ? 0 : values.length, shape);
    return Nd4j.create(values, shape.clone(), 'c');
  }

  /** A new DOUBLE array of these values, in 'c' order. */
  public static INDArray of(double[] values, long... shape) {
    requireFits("of", values, values == null ? 0 : values.length, shape);
    return Nd4j.create(values, shape.clone(), DataType.DOUBLE);
  }

  private static void requireFits(String op, @Nullable Object values, int count, long... shape) {
    Backend.require();
    Arguments.requireNonNull(op, "values", values);
    long length = Arguments.requireLength(op, shape);
    if (count != length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: values must be %d to fill %s, but were %d",
              op,
              length,
              Arrays.toString(shape),
              count));
    }
  }

  /** A new array of zeros, never a recycled one. */
  public static INDArray zeros(DataType type, long... shape) {
    Backend.require();
    Arguments.requireNonNull("zeros", "type", type);
    Arguments.requireLength("zeros", shape);
    return Nd4j.create(type, shape.clone(), 'c');
  }

  /** The array itself if it is contiguous in 'c' order, else such a copy. */
  public static INDArray contiguous(INDArray array) {
    Operands.requireArray("contiguous", "array", array);
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
    if (columns < 1 || array.length() % columns != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "asMatrix: columns must divide the %d elements of array, but was %d",
              array.length(),
              columns));
    }
    return Scratch.view(array, array.length() / columns, columns);
  }

  /** An array in another shape of as many elements: a view, or a copy if its memory has gaps. */
  public static INDArray reshaped(INDArray array, long... shape) {
    Operands.requireArray("reshaped", "array", array);
    if (Arguments.requireLength("reshaped", shape) != array.length()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "reshaped: shape must have the %d elements of array, but was %s",
              array.length(),
              Arrays.toString(shape)));
    }
    return Scratch.view(Operands.contiguous(array), shape);
  }

  /** A new FLOAT array of one value everywhere. */
  public static INDArray filled(double value, long... shape) {
    Backend.require();
    Arguments.requireLength("filled", shape);
    INDArray array = zeros(DataType.FLOAT, shape);
    Elementwise.fill(array, value);
    return array;
  }

  /** Writes values to an array in 'c' order, rounded to its type. */
  public static void setValues(double[] values, INDArray output) {
    Operands.requireNumbers("setValues", "output", output);
    Operands.requireContiguous("setValues", "output", output);
    requireFits("setValues", values, values == null ? 0 : values.length, output.shape());
    if (Direct.isOn()) {
      JavaArrays.write(values, output);
    } else {
      output.assign(of(values, output.shape()));
    }
  }

  /** Writes values to an array in 'c' order. */
  public static void setValues(float[] values, INDArray output) {
    Operands.requireNumbers("setValues", "output", output);
    Operands.requireContiguous("setValues", "output", output);
    requireFits("setValues", values, values == null ? 0 : values.length, output.shape());
    if (output.dataType() == DataType.FLOAT && Direct.isOn()) {
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
    requireFits("readValues", values, values == null ? 0 : values.length, x.shape());
    INDArray source = Operands.contiguous(x);
    if (Direct.hasValues(source)) {
      JavaArrays.read(source, values);
    } else {
      DataBuffer data = source.data();
      Arrays.setAll(values, data::getDouble);
    }
  }
}
