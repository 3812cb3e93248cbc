package io.github.taeda.nn.testing;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Compares arrays number by number and names the first that differs, with all digits. (ND4J's own
 * {@code equals} takes 1e-5 for nothing, and its {@code toString} prints four digits.)
 */
public final class Compare {
  private Compare() {}

  /** Requires one type, one shape and the same bits; every NaN is like every other. */
  public static void exact(String name, INDArray actual, INDArray expected) {
    if (actual.dataType() != expected.dataType()) {
      throw new AssertionError(
          name + ": expected " + expected.dataType() + " but was " + actual.dataType());
    }
    compare(name, actual, expected, (a, e) -> Double.compare(a, e) == 0);
  }

  /**
   * Requires one shape and numbers that differ by at most {@code tolerance} times the largest of
   * the expected array. The types may differ.
   */
  public static void close(String name, INDArray actual, INDArray expected, double tolerance) {
    double bound = tolerance * largest(expected);
    compare(
        name, actual, expected, (a, e) -> Double.compare(a, e) == 0 || Math.abs(a - e) <= bound);
  }

  /** Requires a number that differs by at most {@code tolerance} times the expected one. */
  public static void close(String name, double actual, double expected, double tolerance) {
    if (!(Math.abs(actual - expected) <= tolerance * Math.abs(expected))) {
      throw new AssertionError(name + ": expected " + expected + " but was " + actual);
    }
  }

  /** Whether two arrays have one type, one shape and the same bits. */
  public static boolean same(INDArray a, INDArray b) {
    return a.dataType() == b.dataType()
        && Arrays.equals(a.shape(), b.shape())
        && Arrays.equals(Elements.of(a), Elements.of(b));
  }

  /** The largest |x|, numbers that are not finite aside. */
  public static double largest(INDArray array) {
    double largest = 0;
    for (double x : elements(array)) {
      if (Double.isFinite(x)) {
        largest = Math.max(largest, Math.abs(x));
      }
    }
    return largest;
  }

  /** All elements in 'c' order, as {@link #indices} numbers them. */
  public static double[] elements(INDArray array) {
    return Elements.of(array);
  }

  /** All indices of a shape in 'c' order. */
  public static Stream<long[]> indices(long... shape) {
    long count = LongStream.of(shape).reduce(1, Math::multiplyExact);
    return LongStream.range(0, count).mapToObj(place -> index(place, shape));
  }

  /** The index of an element by its number in 'c' order. */
  public static long[] index(long place, long... shape) {
    long[] index = new long[shape.length];
    long rest = place;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape[axis];
      rest /= shape[axis];
    }
    return index;
  }

  @FunctionalInterface
  private interface Agreement {
    boolean test(double actual, double expected);
  }

  private static void compare(String name, INDArray actual, INDArray expected, Agreement agree) {
    if (!Arrays.equals(actual.shape(), expected.shape())) {
      throw new AssertionError(
          String.format(
              Locale.ROOT,
              "%s: expected shape %s but was %s",
              name,
              Arrays.toString(expected.shape()),
              Arrays.toString(actual.shape())));
    }
    double[] a = elements(actual);
    double[] e = elements(expected);
    int[] wrong = IntStream.range(0, e.length).filter(i -> !agree.test(a[i], e[i])).toArray();
    if (wrong.length > 0) {
      long[] first = index(wrong[0], expected.shape());
      throw new AssertionError(
          String.format(
              Locale.ROOT,
              "%s: at %s of %s expected %s but was %s; %d of %d numbers differ",
              name,
              Arrays.toString(first),
              Arrays.toString(expected.shape()),
              digits(expected, first),
              digits(actual, first),
              wrong.length,
              expected.length()));
    }
  }

  /** All digits that tell the number from its neighbours in the array's type. */
  private static String digits(INDArray array, long... index) {
    double number = array.getDouble(index);
    return array.dataType() == DataType.FLOAT
        ? Float.toString((float) number)
        : Double.toString(number);
  }
}
