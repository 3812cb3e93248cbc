package io.github.taeda.nn;

import io.github.taeda.nn.ops.NDArrays;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Checks of the arrays that come in from outside, each a {@link ShapeException} before any native
 * call, or a {@link NullPointerException} for null; and small arithmetic on shapes.
 *
 * <p>{@code owner} is the module or loss that asks; its {@code toString} opens the message. {@code
 * name} is the argument's name. In expected shapes −1 stands for any size.
 */
public final class Shapes {
  private Shapes() {}

  /** Requires an array that is there, open, not empty, and FLOAT or DOUBLE. */
  public static void requireNumbers(Object owner, String name, INDArray array) {
    requireArray(owner, name, array);
    if (array.dataType() != DataType.FLOAT && array.dataType() != DataType.DOUBLE) {
      throw new ShapeException(
          Container.nameOf(owner)
              + ": "
              + name
              + " must be FLOAT or DOUBLE, but was "
              + array.dataType());
    }
  }

  /** Requires FLOAT or DOUBLE {@code [batch, …]} with at least the axis of the batch. */
  public static void requireBatch(Object owner, String name, INDArray array) {
    requireNumbers(owner, name, array);
    if (array.rank() == 0) {
      throw new ShapeException(
          Container.nameOf(owner) + ": " + name + " must be [batch, …], but was []");
    }
  }

  /** Requires an array of any type that is there, open and not empty. */
  public static void requireArray(Object owner, String name, INDArray array) {
    if (array == null) {
      throw new NullPointerException(Container.nameOf(owner) + ": " + name + " is null");
    }
    if (array.wasClosed()) {
      throw new ShapeException(
          Container.nameOf(owner) + ": " + name + " was closed, its memory is gone");
    }
    if (isEmpty(array)) {
      throw new ShapeException(
          Container.nameOf(owner) + ": " + name + " is empty, its shape is " + text(array.shape()));
    }
  }

  private static boolean isEmpty(INDArray array) {
    boolean hasZero = false;
    for (long size : array.shape()) {
      hasZero |= size == 0;
    }
    return hasZero || (array.rank() == 0 && array.isEmpty()); // ND4J's own is slow
  }

  /** Requires the type that the module's parameters have. */
  public static void requireType(Object owner, String name, INDArray array, DataType type) {
    if (array.dataType() != type) {
      throw new ShapeException(
          Container.nameOf(owner)
              + ": "
              + name
              + " must be "
              + type
              + ", but was "
              + array.dataType());
    }
  }

  /** Requires FLOAT or DOUBLE {@code [*, size]} with at least one axis before the last. */
  public static void requireLast(Object owner, String name, INDArray array, long size) {
    requireNumbers(owner, name, array);
    if (array.rank() < 2 || array.shape()[array.rank() - 1] != size) {
      throw new ShapeException(
          Container.nameOf(owner)
              + ": "
              + name
              + " must be [*, "
              + size
              + "], but was "
              + text(array.shape()));
    }
  }

  /** Requires FLOAT or DOUBLE {@code [*, n]} with at least one axis before the last. */
  public static void requireRows(Object owner, String name, INDArray array) {
    requireNumbers(owner, name, array);
    if (array.rank() < 2) {
      throw new ShapeException(
          Container.nameOf(owner)
              + ": "
              + name
              + " must be [*, n], but was "
              + text(array.shape()));
    }
  }

  /** Requires FLOAT or DOUBLE of exactly this shape; −1 allows any size. */
  public static void requireShape(Object owner, String name, INDArray array, long... shape) {
    requireNumbers(owner, name, array);
    long[] actual = array.shape();
    boolean fits = actual.length == shape.length;
    for (int axis = 0; fits && axis < shape.length; axis++) {
      fits = shape[axis] == -1 || shape[axis] == actual[axis];
    }
    if (!fits) {
      throw new ShapeException(
          Container.nameOf(owner)
              + ": "
              + name
              + " must be "
              + text(shape)
              + ", but was "
              + text(array.shape()));
    }
  }

  /** Requires the shape and type of another array. */
  public static void requireLike(Object owner, String name, INDArray array, INDArray like) {
    requireShape(owner, name, array, like.shape());
    requireType(owner, name, array, like.dataType());
  }

  /**
   * Requires integers in 0…count−1, of any numeric type, and returns them in 'c' order; for class
   * indices and token ids.
   */
  public static int[] requireIndices(Object owner, String name, INDArray array, long count) {
    return requireIndices(owner, name, array, count, Double.NaN);
  }

  /** The same, but {@code ignored} may occur too, and is returned as −1. */
  public static int[] requireIndices(
      Object owner, String name, INDArray array, long count, double ignored) {
    requireArray(owner, name, array);
    if (!array.dataType().isNumerical()) {
      throw new ShapeException(
          Container.nameOf(owner) + ": " + name + " must be numeric, but was " + array.dataType());
    }
    double[] elements = new double[Math.toIntExact(array.length())];
    NDArrays.readValues(array, elements);
    int[] indices = new int[elements.length];
    for (int i = 0; i < indices.length; i++) {
      double index = elements[i];
      if (index != ignored && !(index >= 0 && index < count && index == Math.rint(index))) {
        throw noIndex(owner, name, array, i, count);
      }
      indices[i] = index == ignored ? -1 : (int) index;
    }
    return indices;
  }

  private static ShapeException noIndex(
      Object owner, String name, INDArray array, int i, long count) {
    return new ShapeException(
        String.format(
            Locale.ROOT,
            "%s: %s must be integers from 0 to %d, but at %s was %s",
            Container.nameOf(owner),
            name,
            count - 1,
            place(array, i),
            number(NDArrays.contiguous(array).getDouble(i))));
  }

  /** Requires a size of at least 1 and returns it; for the sizes that constructors are given. */
  public static long requireSize(Object owner, String name, long size) {
    return requireLeast(owner, name, size, 1);
  }

  /** Requires a size of at least {@code least} and returns it. */
  public static long requireLeast(Object owner, String name, long size, long least) {
    if (size < least) {
      throw new IllegalArgumentException(
          Container.nameOf(owner)
              + ": "
              + name
              + " must be at least "
              + least
              + ", but was "
              + size);
    }
    return size;
  }

  /** Requires a shape whose elements one array can hold, and returns how many they are. */
  public static int requireCount(Object owner, String name, long... shape) {
    BigInteger count =
        Arrays.stream(shape)
            .mapToObj(BigInteger::valueOf)
            .reduce(BigInteger.ONE, BigInteger::multiply);
    if (count.compareTo(BigInteger.valueOf(Integer.MAX_VALUE)) > 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %s must have at most %d elements, but %s has %d",
              Container.nameOf(owner),
              name,
              Integer.MAX_VALUE,
              text(shape),
              count));
    }
    return count.intValueExact();
  }

  /** The array's shape with another last size: {@code [*, size]}. */
  public static long[] withLast(INDArray array, long size) {
    if (array.rank() == 2) {
      return new long[] {array.shape()[0], size}; // faster than a clone
    }
    long[] shape = array.shape().clone();
    shape[shape.length - 1] = size;
    return shape;
  }

  /** The indices of element {@code index} of an array counted in 'c' order, {@code [3, 0]}. */
  public static String place(INDArray array, long index) {
    long[] place = new long[array.rank()];
    long rest = index;
    for (int axis = place.length - 1; axis >= 0; axis--) {
      place[axis] = rest % array.size(axis);
      rest /= array.size(axis);
    }
    return text(place);
  }

  /** A number as messages show it, whole ones without a point. */
  public static String number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /** A shape as messages show it, {@code [4, *, 3]}; −1 is a star. */
  public static String text(long... shape) {
    return Arrays.stream(shape)
        .mapToObj(size -> size == -1 ? "*" : Long.toString(size))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
