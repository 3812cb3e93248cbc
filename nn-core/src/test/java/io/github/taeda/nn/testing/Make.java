package io.github.taeda.nn.testing;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Makes arrays for tests. */
public final class Make {
  private Make() {}

  /** A DOUBLE array of these numbers in 'c' order. */
  public static INDArray of(long[] shape, double... numbers) {
    INDArray array = Nd4j.create(DataType.DOUBLE, shape.clone(), 'c');
    if (array.length() != numbers.length) {
      throw new IllegalArgumentException(
          numbers.length + " numbers for shape " + Arrays.toString(shape));
    }
    for (int i = 0; i < numbers.length; i++) {
      array.putScalar(i, numbers[i]);
    }
    return array;
  }

  /** A DOUBLE vector. */
  public static INDArray vector(double... numbers) {
    return of(new long[] {numbers.length}, numbers);
  }

  /** A DOUBLE matrix of these rows. */
  public static INDArray matrix(double[]... rows) {
    double[] numbers = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return of(new long[] {rows.length, rows[0].length}, numbers);
  }

  /** An array of this type and shape, every number the same. */
  public static INDArray filled(DataType type, double number, long... shape) {
    return Nd4j.valueArrayOf(shape.clone(), number, type);
  }

  /**
   * A DOUBLE array of normal numbers; each is exact in FLOAT too, so that types can be compared.
   */
  public static INDArray normal(RandomGenerator random, long... shape) {
    double[] numbers = new double[count(shape)];
    Arrays.setAll(numbers, i -> (double) (float) random.nextGaussian());
    return of(shape, numbers);
  }

  /** A DOUBLE array of numbers uniform between two bounds; each is exact in FLOAT too. */
  public static INDArray uniform(RandomGenerator random, double from, double to, long... shape) {
    double[] numbers = new double[count(shape)];
    Arrays.setAll(numbers, i -> (double) (float) (from + (to - from) * random.nextDouble()));
    return of(shape, numbers);
  }

  /** An INT32 array of whole numbers in 0…bound−1. */
  public static INDArray ids(RandomGenerator random, int bound, long... shape) {
    INDArray array = Nd4j.create(DataType.INT32, shape.clone(), 'c');
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, random.nextInt(bound));
    }
    return array;
  }

  /**
   * The same numbers in every kind of memory that is not 'c' order without gaps from the start of
   * its buffer, by name. What lies around a view is NaN (or −1 for whole numbers).
   */
  public static Map<String, INDArray> layouts(INDArray array) {
    Map<String, INDArray> layouts = new LinkedHashMap<>();
    layouts.put("'f' order", array.dup('f'));
    layouts.put("transposed view", transposed(array));
    layouts.put("rows of a larger array", view(array, 1).part());
    layouts.put("slice of a larger array", sliced(array).part());
    layouts.put("every other number of a row", everyOther(array));
    return layouts;
  }

  /** A copy of some rows, in 'c' order. */
  public static INDArray rows(INDArray array, long from, long to) {
    INDArrayIndex[] indices = new INDArrayIndex[array.rank()];
    Arrays.fill(indices, NDArrayIndex.all());
    indices[0] = NDArrayIndex.interval(from, to);
    return array.get(indices).dup('c');
  }

  /** A view of an array that is larger by two on every axis, one place from its edges. */
  public static View sliced(INDArray array) {
    return view(array, array.rank());
  }

  /** A view with all axes reversed, of an array in 'c' order. */
  public static INDArray transposed(INDArray array) {
    int[] axes = new int[array.rank()];
    Arrays.setAll(axes, i -> axes.length - 1 - i);
    return array.permute(axes).dup('c').permute(axes);
  }

  /** A view, with an offset, of an array that is larger in the first {@code axes} axes. */
  private static View view(INDArray array, int axes) {
    long[] shape = array.shape().clone();
    INDArrayIndex[] indices = new INDArrayIndex[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      indices[axis] = NDArrayIndex.all();
      if (axis < axes) {
        indices[axis] = NDArrayIndex.interval(1, shape[axis] + 1);
        shape[axis] += 2;
      }
    }
    INDArray whole = surroundings(array, shape);
    return new View(whole, copied(array, whole.get(indices)));
  }

  private static INDArray everyOther(INDArray array) {
    long[] shape = array.shape().clone();
    int last = shape.length - 1;
    INDArrayIndex[] indices = new INDArrayIndex[shape.length];
    Arrays.fill(indices, NDArrayIndex.all());
    indices[last] = NDArrayIndex.interval(0, 2, 2 * shape[last]);
    shape[last] *= 2;
    return copied(array, surroundings(array, shape).get(indices));
  }

  private static INDArray surroundings(INDArray array, long... shape) {
    return filled(array.dataType(), array.isR() ? Double.NaN : -1, shape);
  }

  private static INDArray copied(INDArray from, INDArray to) {
    if (!Arrays.equals(from.shape(), to.shape())) {
      throw new IllegalStateException(
          "a view of " + Arrays.toString(to.shape()) + " for " + Arrays.toString(from.shape()));
    }
    Compare.indices(from.shape()).forEach(at -> to.putScalar(at, from.getDouble(at)));
    return to;
  }

  private static int count(long... shape) {
    return Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact));
  }

  /** A part of a larger array, with its surroundings. */
  public record View(INDArray whole, INDArray part) {}
}
