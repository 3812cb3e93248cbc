package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Updates of values and state against a loop of their formulas. */
class UpdatesTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double[] EXTREMES = {
    Double.NaN, INFINITY, -INFINITY, 0.0, -0.0, 1e30, -1e30, 1e-40, -1e-45, 1e-20, 3, -0.05, 1
  };

  /** Single elements, blocks with and without a rest, several threads. */
  private static final int[] LENGTHS = {1, 9, 17, 256, 511, 513, 1300, 140_001};

  static Stream<Arguments> updates() {
    return UpdateCase.ALL.stream()
        .flatMap(
            update ->
                Stream.of(DataType.FLOAT, DataType.DOUBLE).map(type -> Arguments.of(update, type)));
  }

  @ParameterizedTest
  @MethodSource("updates")
  void agree_with_the_loop_at_every_length(UpdateCase update, DataType type) {
    for (int length : LENGTHS) {
      check(update, type, Layout.CONTIGUOUS, normal(update, length), length);
    }
  }

  @ParameterizedTest
  @MethodSource("updates")
  void agree_with_the_loop_for_gradients_of_every_layout(UpdateCase update, DataType type) {
    for (long[] shape : new long[][] {{5}, {4, 3}, {2, 3, 4}}) {
      for (Layout layout : Layout.of(shape.length)) {
        check(update, type, layout, normal(update, (int) Numbers.length(shape)), shape);
      }
    }
  }

  /** Each extreme of each operand meets each of the others'. */
  @ParameterizedTest
  @MethodSource("updates")
  void hide_and_invent_nothing_at_the_extremes(UpdateCase update, DataType type) {
    int n = EXTREMES.length;
    int length = (int) Math.pow(n, update.operands());
    double[][] numbers = new double[update.operands()][length];
    for (int i = 0; i < length; i++) {
      int rest = i;
      for (int k = 0; k < numbers.length; k++) {
        double number = rounding(type).of(EXTREMES[rest % n]);
        boolean isSquare = k > 1 && (k == 3 || update.states().get(0).equals("squares"));
        numbers[k][i] = isSquare ? Math.abs(number) : number;
        rest /= n;
      }
    }
    check(update, type, Layout.CONTIGUOUS, numbers, length);
  }

  @ParameterizedTest
  @MethodSource("updates")
  void leave_alone_what_lies_around_a_slice(UpdateCase update, DataType type) {
    int length = 600;
    INDArray[] whole = new INDArray[update.operands()];
    INDArray[] slices = new INDArray[whole.length];
    for (int k = 0; k < whole.length; k++) {
      whole[k] = NDArrays.zeros(type, length + 6);
      Elementwise.fill(whole[k], 7 - k);
      slices[k] = whole[k].get(NDArrayIndex.interval(3, 3 + length));
    }
    update.run().run(slices);
    for (int k = 0; k < whole.length; k++) {
      double[] numbers = Numbers.of(whole[k]);
      double inside = numbers[3];
      assertThat(Arrays.copyOf(numbers, 3)).containsOnly(7 - k);
      assertThat(Arrays.copyOfRange(numbers, 3, 3 + length)).containsOnly(inside);
      assertThat(Arrays.copyOfRange(numbers, 3 + length, 6 + length)).containsOnly(7 - k);
      assertThat(inside != 7 - k).as("operand " + k).isEqualTo(k != 1); // gradients are only read
    }
  }

  /** Several threads share many elements, one takes few. */
  @ParameterizedTest
  @MethodSource("updates")
  void have_the_same_bits_however_many_threads_compute(UpdateCase update, DataType type) {
    int length = 300_000;
    int part = 100_000;
    double[][] numbers = normal(update, length);
    INDArray[] whole = lay(type, Layout.CONTIGUOUS, numbers, length);
    update.run().run(whole);
    for (int start = 0; start < length; start += part) {
      double[][] some = new double[numbers.length][];
      for (int k = 0; k < some.length; k++) {
        some[k] = Arrays.copyOfRange(numbers[k], start, start + part);
      }
      INDArray[] alone = lay(type, Layout.CONTIGUOUS, some, part);
      update.run().run(alone);
      for (int k = 0; k < alone.length; k++) {
        INDArray same = whole[k].get(NDArrayIndex.interval(start, start + part));
        assertThat(Numbers.of(alone[k])).isEqualTo(Numbers.of(same));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("updates")
  void reject_one_array_for_two_operands(UpdateCase update, DataType type) {
    for (int place = 1; place < update.operands(); place++) {
      INDArray[] operands = lay(type, Layout.CONTIGUOUS, normal(update, 4), 4);
      double[] before = Numbers.of(operands[place - 1]);
      operands[place] = operands[place - 1];
      assertThatIllegalArgumentException()
          .isThrownBy(() -> update.run().run(operands))
          .withMessageContaining("Updates.")
          .withMessageContaining(" must be another array than ");
      assertThat(Numbers.of(operands[place])).isEqualTo(before);
    }
  }

  private static void check(
      UpdateCase update, DataType type, Layout layout, double[][] numbers, long... shape) {
    INDArray[] operands = lay(type, layout, numbers, shape);
    update.run().run(operands);
    double[][] expected = new double[numbers.length][numbers[0].length];
    double[][] tolerance = new double[numbers.length][numbers[0].length];
    double[] x = new double[numbers.length];
    for (int i = 0; i < expected[0].length; i++) {
      for (int k = 0; k < x.length; k++) {
        x[k] = numbers[k][i];
      }
      double[] before = x.clone();
      update.formula().update(x, rounding(type));
      for (int k = 0; k < x.length; k++) {
        expected[k][i] = x[k];
        tolerance[k][i] = k == 1 || Direct.isOn() ? 0 : tolerance(type, x[k], before);
      }
    }
    for (int k = 0; k < x.length; k++) {
      String what = update + " " + type + " " + layout + Arrays.toString(shape) + ", operand " + k;
      Numbers.assertClose(what, operands[k], expected[k], tolerance[k]);
    }
  }

  /**
   * Some roundings of the result and the largest quotient: ND4J's calls fuse products with sums.
   */
  private static double tolerance(DataType type, double expected, double... operands) {
    double largest = 1;
    for (double operand : operands) {
      largest = Math.max(largest, Double.isFinite(operand) ? Math.abs(operand) : 0);
    }
    double quotient = largest / UpdateCase.EPSILON;
    return 16
        * Numbers.epsilon(type)
        * (Double.isFinite(expected) ? Math.abs(expected) + quotient : 0);
  }

  private static UpdateCase.Rounding rounding(DataType type) {
    return type == DataType.FLOAT ? x -> (float) x : x -> x;
  }

  private static INDArray[] lay(
      DataType type, Layout gradients, double[][] numbers, long... shape) {
    INDArray[] operands = new INDArray[numbers.length];
    for (int k = 0; k < operands.length; k++) {
      Layout layout = k == 1 ? gradients : Layout.CONTIGUOUS;
      operands[k] = layout.lay(type, numbers[k], shape);
    }
    return operands;
  }

  /** Normal values and gradients; states are not negative, as squares are not. */
  private static double[][] normal(UpdateCase update, int length) {
    Random random = new Random(length);
    double[][] numbers = new double[update.operands()][];
    for (int k = 0; k < numbers.length; k++) {
      numbers[k] = Numbers.normal(random, length);
      if (k > 1) {
        numbers[k] = Arrays.stream(numbers[k]).map(Math::abs).toArray();
      }
    }
    return numbers;
  }
}
