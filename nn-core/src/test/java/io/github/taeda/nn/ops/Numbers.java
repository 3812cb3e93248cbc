package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The numbers of arrays in 'c' order, read and written by strides: none of ND4J's operations. */
final class Numbers {
  private Numbers() {}

  static long length(long... shape) {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  /** Normal numbers that are exact in FLOAT. */
  static double[] normal(RandomGenerator random, long... shape) {
    return random.doubles(length(shape)).map(ignored -> (float) random.nextGaussian()).toArray();
  }

  static double[] of(INDArray array) {
    double[] numbers = new double[(int) array.length()];
    long[] index = new long[array.rank()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.data().getDouble(place(array, index));
      advance(index, array.shape());
    }
    return numbers;
  }

  static void write(INDArray array, double... numbers) {
    assertThat(array.length()).isEqualTo(numbers.length);
    long[] index = new long[array.rank()];
    for (double number : numbers) {
      array.data().put(place(array, index), number);
      advance(index, array.shape());
    }
  }

  private static long place(INDArray array, long... index) {
    long place = 0;
    for (int axis = 0; axis < index.length; axis++) {
      place += index[axis] * array.stride(axis);
    }
    return place;
  }

  private static void advance(long[] index, long... shape) {
    for (int axis = index.length - 1; axis >= 0; axis--) {
      if (++index[axis] < shape[axis]) {
        return;
      }
      index[axis] = 0;
    }
  }

  /** Relative rounding of one operation. */
  static double epsilon(DataType type) {
    return type == DataType.FLOAT ? 6e-8 : 1.2e-16;
  }

  /**
   * Requires |actual − expected| ≤ tolerance[i] everywhere; NaN and infinities must be the same.
   */
  static void assertClose(String what, INDArray actual, double[] expected, double[] tolerance) {
    double[] numbers = of(actual);
    assertThat(numbers).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < numbers.length; i++) {
      boolean same = Double.compare(numbers[i], expected[i]) == 0;
      if (!same && !(Math.abs(numbers[i] - expected[i]) <= tolerance[i])) {
        fail(
            String.format(
                Locale.ROOT,
                "%s: number %d of %s is %s, expected %s ± %s",
                what,
                i,
                Arrays.toString(actual.shape()),
                numbers[i],
                expected[i],
                tolerance[i]));
      }
    }
  }

  /** Requires a relative error of at most {@code tolerance} everywhere. */
  static void assertClose(String what, INDArray actual, double[] expected, double tolerance) {
    double[] absolute = Arrays.stream(expected).map(e -> tolerance * Math.abs(e)).toArray();
    assertClose(what, actual, expected, absolute);
  }
}
