package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Making arrays, summing them, adding a multiple. */
class PrimitivesTest {
  private static final long[][] SHAPES = {
    {1}, {7}, {1, 1}, {4, 2}, {5, 1}, {2, 1, 3}, {7, 16, 17}, {2, 3, 2, 2}
  };

  private final Random random = new Random(19);

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void sum_agrees_with_the_loop_for_every_layout(DataType type) {
    for (long[] shape : SHAPES) {
      for (Layout layout : Layout.of(shape.length)) {
        double[] x = Numbers.normal(random, shape);
        INDArray input = layout.lay(type, x, shape);
        double expected = Arrays.stream(x).sum();
        assertThat(Reductions.sum(input)).as(layout.name()).isCloseTo(expected, within(1e-11));
        assertThat(Numbers.of(input)).isEqualTo(x);
      }
    }
  }

  /** 10 million times 0.1f in FLOAT arithmetic is 1 087 937; exactly it is 1 000 000.0149. */
  @Test
  void sum_of_many_floats_keeps_its_digits() {
    INDArray x = NDArrays.zeros(DataType.FLOAT, 10_000_000);
    Elementwise.fill(x, 0.1f);
    assertThat(Reductions.sum(x)).isCloseTo(1e7 * 0.1f, within(1e-3));
  }

  @Test
  void sum_of_a_scalar_is_its_number() {
    assertThat(Reductions.sum(NDArrays.of(new float[] {2.5f}))).isEqualTo(2.5);
  }

  @Test
  void of_takes_the_numbers_in_c_order() {
    INDArray array = NDArrays.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertThat(array.dataType()).isEqualTo(DataType.FLOAT);
    assertThat(array.shape()).containsExactly(2, 3);
    assertThat(array.getFloat(1, 0)).isEqualTo(4);
    assertThat(Operands.isContiguous(array)).isTrue();
  }

  @Test
  void of_keeps_every_digit_of_doubles() {
    double[] numbers = {0.1, 1.0 / 3, 1e-300, Math.PI, -0.0, Double.NaN};
    INDArray array = NDArrays.of(numbers, 2, 3);
    assertThat(array.dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(array.shape()).containsExactly(2, 3);
    assertThat(array.getDouble(1, 0)).isEqualTo(Math.PI);
    assertThat(Numbers.of(array)).isEqualTo(numbers);
    numbers[0] = 7;
    assertThat(array.getDouble(0, 0)).isEqualTo(0.1);
    assertThat(NDArrays.of(new double[] {2.5}, 1).shape()).containsExactly(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void set_numbers_writes_to_a_part_of_an_array_and_nowhere_else(DataType type) {
    INDArray whole = NDArrays.zeros(type, 4, 2);
    INDArray part = whole.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all());
    NDArrays.setValues(new float[] {1, 2, 3, 4}, part);
    assertThat(Numbers.of(whole)).containsExactly(0, 0, 1, 2, 3, 4, 0, 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void set_numbers_takes_doubles_and_rounds_them_to_the_arrays_type(DataType type) {
    INDArray whole = NDArrays.zeros(type, 4, 2);
    INDArray part = whole.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all());
    NDArrays.setValues(new double[] {0.1, 2, -1e300, 4}, part);
    boolean rounds = type == DataType.FLOAT;
    assertThat(Numbers.of(whole))
        .containsExactly(
            0, 0, rounds ? 0.1f : 0.1, 2, rounds ? Double.NEGATIVE_INFINITY : -1e300, 4, 0, 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "INT", "UBYTE"})
  void read_numbers_reads_parts_and_transposes_in_c_order(DataType type) {
    INDArray whole = NDArrays.zeros(type, 4, 3);
    for (int i = 0; i < 12; i++) {
      whole.putScalar(i / 3, i % 3, 7 * i);
    }
    INDArray part = whole.get(NDArrayIndex.interval(1, 3), NDArrayIndex.all());
    double[] numbers = new double[6];
    NDArrays.readValues(part, numbers);
    assertThat(numbers).containsExactly(21, 28, 35, 42, 49, 56);
    NDArrays.readValues(part.transpose(), numbers);
    assertThat(numbers).containsExactly(21, 42, 28, 49, 35, 56);
    NDArrays.readValues(whole.get(NDArrayIndex.all(), NDArrayIndex.interval(1, 2)), new double[4]);
  }

  @Test
  void read_numbers_keeps_all_digits() {
    INDArray array = NDArrays.zeros(DataType.DOUBLE, 2);
    array.putScalar(0, 0.1);
    array.putScalar(1, Double.NaN);
    double[] numbers = new double[2];
    NDArrays.readValues(array, numbers);
    assertThat(numbers).containsExactly(0.1, Double.NaN);
  }

  @Test
  void read_numbers_refuses_another_length() {
    assertThatThrownBy(
            () -> NDArrays.readValues(NDArrays.zeros(DataType.FLOAT, 2, 2), new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("readValues: values must be 4 to fill [2, 2], but were 3");
  }

  @Test
  void set_numbers_refuses_another_length() {
    assertThatThrownBy(() -> NDArrays.setValues(new float[3], NDArrays.zeros(DataType.FLOAT, 2, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("setValues: values must be 4 to fill [2, 2], but were 3");
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void zeros_are_new_even_inside_a_step(DataType type) {
    Scratch scratch = new Scratch();
    INDArray first = NDArrays.zeros(type, 2, 3);
    try (Scratch.Step step = scratch.step()) {
      first = NDArrays.zeros(type, 2, 3);
    }
    try (Scratch.Step step = scratch.step()) {
      assertThat(NDArrays.zeros(type, 2, 3)).isNotSameAs(first);
    }
    assertThat(first.dataType()).isEqualTo(type);
    assertThat(Numbers.of(first)).containsOnly(0).hasSize(6);
  }

  @Test
  void shapes_given_to_the_door_may_be_changed_afterwards() {
    long[] shape = {2, 3};
    INDArray[] arrays = {
      NDArrays.zeros(DataType.FLOAT, shape),
      NDArrays.of(new float[6], shape),
      Scratch.array(DataType.FLOAT, shape)
    };
    shape[0] = 99;
    assertThat(arrays).allSatisfy(array -> assertThat(array.shape()).containsExactly(2, 3));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void addScaled_agrees_with_the_loop_for_every_layout(DataType type) {
    for (long[] shape : SHAPES) {
      for (Layout layout : Layout.of(shape.length)) {
        for (Layout output : Layout.outputs(shape)) {
          checkAddScaled(type, layout, output, shape);
        }
      }
    }
    checkAddScaled(type, Layout.FLAT, Layout.FLAT, 100_003);
    checkAddScaled(type, Layout.FLAT, Layout.FLAT, 300_007);
  }

  private void checkAddScaled(DataType type, Layout layout, Layout outputLayout, long... shape) {
    double[] x = Numbers.normal(random, shape);
    double[] y = Numbers.normal(random, shape);
    INDArray input = layout.lay(type, x, shape);
    INDArray output = outputLayout.lay(type, y, shape);
    Elementwise.addScaled(-0.375, input, output);
    double[] expected = new double[x.length];
    double[] tolerance = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      expected[i] = y[i] - 0.375 * x[i];
      tolerance[i] = Numbers.epsilon(type) * (Math.abs(y[i]) + Math.abs(x[i]));
    }
    String what = type + " " + layout + " -> " + outputLayout + Arrays.toString(shape);
    Numbers.assertClose(what, output, expected, tolerance);
    assertThat(Numbers.of(input)).as(what).isEqualTo(x);
  }

  @Test
  void copies_may_go_to_an_output_of_any_layout() {
    double[] x = Numbers.normal(random, 4, 3);
    for (Layout from : Layout.of(2)) {
      for (Layout to : Layout.of(2)) {
        INDArray output = to.lay(DataType.FLOAT, new double[12], 4, 3);
        Slices.copy(from.lay(DataType.FLOAT, x, 4, 3), output);
        assertThat(Numbers.of(output)).as(from + " -> " + to).isEqualTo(x);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void isFinite_sees_a_single_number_that_is_not(DataType type) {
    double largest = type == DataType.FLOAT ? Float.MAX_VALUE : Double.MAX_VALUE;
    for (long[] shape : SHAPES) {
      for (Layout layout : Layout.of(shape.length)) {
        double[] x = Numbers.normal(random, shape);
        String what = layout + " " + Arrays.toString(shape);
        assertThat(Reductions.isFinite(layout.lay(type, x, shape))).as(what).isTrue();
        double[] huge = x.clone();
        Arrays.fill(huge, -largest); // whose norm overflows
        assertThat(Reductions.isFinite(layout.lay(type, huge, shape))).as(what).isTrue();
        for (double bad : new double[] {Double.NaN, 1 / 0.0, -1 / 0.0}) {
          int place = random.nextInt(x.length);
          double[] broken = (place % 2 == 0 ? x : huge).clone();
          broken[place] = bad;
          assertThat(Reductions.isFinite(layout.lay(type, broken, shape)))
              .as(what + " " + bad + " at " + place)
              .isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void smallest_and_largest_pass_over_nothing(DataType type) {
    for (long[] shape : SHAPES) {
      for (Layout layout : Layout.of(shape.length)) {
        double[] x = Numbers.normal(random, shape);
        checkExtremes(layout, type, x, shape);
        for (double bad : new double[] {Double.NaN, 1 / 0.0, -1 / 0.0}) {
          x[random.nextInt(x.length)] = bad;
          checkExtremes(layout, type, x, shape);
        }
      }
    }
  }

  private static void checkExtremes(Layout layout, DataType type, double[] x, long... shape) {
    INDArray input = layout.lay(type, x, shape);
    double smallest = Arrays.stream(x).reduce(Double.POSITIVE_INFINITY, Math::min);
    double largest = Arrays.stream(x).reduce(Double.NEGATIVE_INFINITY, Math::max);
    String what = layout + " " + Arrays.toString(x);
    assertThat(Double.compare(Reductions.min(input), smallest)).as(what).isZero();
    assertThat(Double.compare(Reductions.max(input), largest)).as(what).isZero();
    if (Arrays.stream(x).noneMatch(Double::isNaN)) {
      assertThat(Reductions.maxAbs(input))
          .as(what)
          .isEqualTo(Math.max(Math.abs(smallest), Math.abs(largest)));
    }
  }
}
