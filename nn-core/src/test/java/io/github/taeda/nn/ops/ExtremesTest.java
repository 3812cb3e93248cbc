package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Huge and tiny numbers, −0, infinities and NaN, which no primitive may hide. */
class ExtremesTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static final double[] EXTREMES = {
    Double.NaN,
    INFINITY,
    -INFINITY,
    1000,
    -1000,
    1e30,
    -1e30,
    1e-40,
    -1e-40,
    1e-45,
    0.0,
    -0.0,
    1,
    -1,
    1e-5,
    -1e-5,
    1e-20,
    -1e-20,
    3,
    -20,
    -80,
    -87,
    20,
    0.3,
    -0.05,
    1e-3
  };

  /** Small arrays and vectorised loops with and without a rest, one thread and several. */
  private static final int[] LENGTHS = {EXTREMES.length, 200, 201, 1021, 100_003};

  static Stream<Arguments> primitives() {
    return ElementwiseCase.ALL.stream()
        .filter(primitive -> !primitive.name().endsWith("Delta"))
        .flatMap(
            primitive ->
                Stream.of(DataType.FLOAT, DataType.DOUBLE)
                    .map(type -> Arguments.of(primitive, type)));
  }

  @ParameterizedTest
  @MethodSource("primitives")
  void give_what_the_formula_gives(ElementwiseCase primitive, DataType type) {
    for (int length : LENGTHS) {
      double[][] numbers = {repeated(type, 1, 0, length), repeated(type, 7, 3, length)};
      numbers = Arrays.copyOf(numbers, primitive.inputs());
      INDArray[] inputs = new INDArray[numbers.length];
      for (int i = 0; i < inputs.length; i++) {
        inputs[i] = Layout.CONTIGUOUS.lay(type, numbers[i], length);
      }
      INDArray output = Layout.CONTIGUOUS.lay(type, new double[length], length);
      primitive.run().run(inputs, output);
      double[] expected = primitive.expected(numbers);
      double[] tolerance = primitive.tolerance(Numbers.epsilon(type), numbers);
      for (int i = 0; i < length; i++) {
        expected[i] = rounded(type, expected[i]);
        // What lies below the least normal number may be flushed to 0 by a product.
        tolerance[i] += type == DataType.FLOAT ? Float.MIN_NORMAL : Double.MIN_NORMAL;
      }
      Numbers.assertClose(primitive + " " + type + " " + length, output, expected, tolerance);
    }
  }

  /** Of a small x only the leading digits of e^x − e^−x would be left. */
  @ParameterizedTest
  @ValueSource(ints = {1, 8, 200, 201, 12_800})
  void tanh_is_relatively_accurate_for_small_numbers(int length) {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      double[] x = new double[length];
      for (int i = 0; i < length; i++) {
        x[i] = rounded(type, (i % 2 == 0 ? 1 : -1) * Math.pow(10, -1 - i % 28));
      }
      INDArray output = Layout.CONTIGUOUS.lay(type, new double[length], length);
      Activations.tanh(Layout.CONTIGUOUS.lay(type, x, length), output);
      double[] expected = Arrays.stream(x).map(Math::tanh).toArray();
      Numbers.assertClose("tanh " + type, output, expected, 5 * Numbers.epsilon(type));
    }
  }

  /** On both sides of where another formula is taken, and where 1 is reached. */
  @Test
  void tanh_is_right_at_every_size() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    double[] x = new double[100_000];
    Arrays.setAll(x, i -> random.nextGaussian() * Math.pow(10, random.nextInt(3) - 1));
    for (int i = 0; i < 1000; i++) {
      x[i] = 0.25 + (i - 500) * 1e-6;
    }
    double[] extremes = {
      0.25, -0.25, 1e-310, 19, -22, 400, -400, 1e300, -1e300, INFINITY, -INFINITY, Double.NaN
    };
    System.arraycopy(extremes, 0, x, 1000, extremes.length);
    INDArray output = Layout.FLAT.lay(DataType.DOUBLE, new double[x.length], x.length);
    Activations.tanh(Layout.SLICED_FIRST.lay(DataType.DOUBLE, x, x.length), output);
    double[] expected = Arrays.stream(x).map(Math::tanh).toArray();
    Numbers.assertClose("tanh seed " + seed, output, expected, 1e-15);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 201, 12_800})
  void elu_is_relatively_accurate_for_small_numbers_and_reaches_its_limit(int length) {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      double[] some = {-1e-20, -1e-9, -1e-4, -0.3, -2, -1000, -1e30, -INFINITY, INFINITY};
      double[] x = new double[length];
      Arrays.setAll(x, i -> rounded(type, some[i % some.length]));
      INDArray output = Layout.CONTIGUOUS.lay(type, new double[length], length);
      Activations.elu(Layout.CONTIGUOUS.lay(type, x, length), 0.5, output);
      double[] expected = Arrays.stream(x).map(a -> a > 0 ? a : 0.5 * Math.expm1(a)).toArray();
      Numbers.assertClose("elu " + type, output, expected, 8 * Numbers.epsilon(type));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 201, 12_800})
  void sigmoid_is_relatively_accurate_for_negative_numbers(int length) {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      double[] x = new double[length];
      for (int i = 0; i < length; i++) {
        x[i] = -(20 + i) % 88;
      }
      INDArray output = Layout.CONTIGUOUS.lay(type, new double[length], length);
      Activations.sigmoid(Layout.CONTIGUOUS.lay(type, x, length), output);
      double[] expected = Arrays.stream(x).map(number -> 1 / (1 + Math.exp(-number))).toArray();
      Numbers.assertClose("sigmoid " + type, output, expected, 5 * Numbers.epsilon(type));
    }
  }

  @Test
  void maximum_takes_any_bound() {
    double[] x = {Double.NaN, -INFINITY, -3, 0, 3, INFINITY};
    for (double bound : new double[] {-INFINITY, -1e30, -0.0, 0, 2, INFINITY}) {
      INDArray output = Layout.CONTIGUOUS.lay(DataType.DOUBLE, new double[6], 6);
      Elementwise.maximum(Layout.CONTIGUOUS.lay(DataType.DOUBLE, x, 6), bound, output);
      double[] expected = Arrays.stream(x).map(number -> Math.max(number, bound)).toArray();
      Numbers.assertClose("maximum " + bound, output, expected, 0);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 201, 12_800})
  void sign_is_that_of_the_smallest_and_the_largest(int length) {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      double smallest = type == DataType.FLOAT ? Float.MIN_VALUE : Double.MIN_VALUE;
      double largest = type == DataType.FLOAT ? Float.MAX_VALUE : Double.MAX_VALUE;
      double[] some = {smallest, -smallest, largest, -largest, INFINITY, -INFINITY, -0.0, 0};
      double[] x = new double[length];
      Arrays.setAll(x, i -> some[i % some.length]);
      INDArray output = Layout.CONTIGUOUS.lay(type, new double[length], length);
      Elementwise.sign(Layout.CONTIGUOUS.lay(type, x, length), output);
      double[] expected = Arrays.stream(x).map(Math::signum).toArray();
      Numbers.assertClose("sign " + type, output, expected, 0);
    }
  }

  @Test
  void scalars_may_be_anything() {
    for (double scalar : new double[] {Double.NaN, INFINITY, -INFINITY, 0, -0.0, 1e30, 1e-30}) {
      INDArray x = Layout.CONTIGUOUS.lay(DataType.DOUBLE, new double[] {2, -3, 0}, 3);
      INDArray output = Layout.CONTIGUOUS.lay(DataType.DOUBLE, new double[3], 3);
      Elementwise.scale(x, scalar, output);
      double[] scaled = {2 * scalar, -3 * scalar, 0 * scalar};
      Numbers.assertClose("scale by " + scalar, output, scaled, 1e-15);
      Elementwise.addScalar(x, scalar, output);
      double[] shifted = {2 + scalar, -3 + scalar, scalar};
      Numbers.assertClose("addScalar by " + scalar, output, shifted, 1e-15);
      Elementwise.subtractFrom(scalar, x, output);
      double[] subtracted = {scalar - 2, scalar + 3, scalar};
      Numbers.assertClose("subtract from " + scalar, output, subtracted, 1e-15);
      Elementwise.fill(output, scalar);
      assertThat(Numbers.of(output)).containsOnly(scalar);
      Elementwise.addScaled(scalar, x, output);
      double[] added = {2 * scalar + scalar, -3 * scalar + scalar, 0 * scalar + scalar};
      Numbers.assertClose("add scaled by " + scalar, output, added, 1e-15);
    }
  }

  /** Where the number the derivative is computed from is NaN, or the delta, so is the result. */
  @Test
  void deltas_do_not_hide_nan() {
    double[] y = {Double.NaN, 0.5, 0};
    double[] d = {Double.NaN, Double.NaN, Double.NaN};
    INDArray output = Layout.CONTIGUOUS.lay(DataType.FLOAT, y, 3);
    INDArray delta = Layout.CONTIGUOUS.lay(DataType.FLOAT, d, 3);
    INDArray result = Layout.CONTIGUOUS.lay(DataType.FLOAT, new double[3], 3);
    Activations.tanhDelta(output, delta, result);
    assertThat(Numbers.of(result)).containsOnly(Double.NaN);
    Activations.sigmoidDelta(output, delta, result);
    assertThat(Numbers.of(result)).containsOnly(Double.NaN);
    Activations.reluDelta(output, delta, result);
    assertThat(Numbers.of(result)).containsOnly(Double.NaN);
  }

  /** 0 · NaN is NaN: a product may not leave out what it multiplies by 0. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3, 20, 70})
  void products_and_sums_do_not_hide_nan(int n) {
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      for (double extreme : new double[] {Double.NaN, INFINITY}) {
        INDArray zeros = NDArrays.zeros(type, n, n);
        INDArray x = NDArrays.zeros(type, n, n);
        x.putScalar(n - 1, n - 1, extreme);
        INDArray output = NDArrays.zeros(type, n, n);
        for (MatrixProduct product :
            new MatrixProduct[] {
              Matrices::multiply,
              Matrices::multiplyTransposeB,
              Matrices::addMultiply,
              Matrices::addMultiplyTransposeA
            }) {
          Elementwise.fill(output, 0);
          product.run(x, zeros, output);
          assertThat(output.getDouble(n - 1, 0)).as(type + " " + n).isNaN();
          Elementwise.fill(output, 0);
          product.run(zeros, x, output);
          assertThat(output.getDouble(0, n - 1)).as(type + " " + n).isNaN();
        }
        INDArray sums = NDArrays.zeros(type, n);
        Reductions.addColumnSums(x, sums);
        assertThat(sums.getDouble(n - 1)).isEqualTo(Double.valueOf(extreme));
        Reductions.rowSums(x, sums);
        assertThat(sums.getDouble(n - 1)).isEqualTo(Double.valueOf(extreme));
        assertThat(Reductions.sum(x)).isEqualTo(Double.valueOf(extreme));
      }
    }
  }

  private interface MatrixProduct {
    void run(INDArray a, INDArray b, INDArray output);
  }

  private static double[] repeated(DataType type, int stride, int start, int length) {
    double[] numbers = new double[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = rounded(type, EXTREMES[(i * stride + start) % EXTREMES.length]);
    }
    return numbers;
  }

  private static double rounded(DataType type, double number) {
    return type == DataType.FLOAT ? (float) number : number;
  }
}
