package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Gathered rows against a naive loop. */
class GathersTest {
  private final Random random = new Random(17);

  @ParameterizedTest
  @EnumSource(names = {"INT", "LONG", "UBYTE", "BYTE", "SHORT", "HALF", "BFLOAT16"})
  void copy_rows_of_any_type(DataType type) {
    check(type, Layout.CONTIGUOUS, Layout.FLAT, 9, 4, 2);
    check(type, Layout.TRANSPOSED, Layout.CONTIGUOUS, 9, 4, 2);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void agree_with_the_loop_for_every_layout_outside_and_inside_steps(DataType type) {
    Scratch scratch = new Scratch();
    for (long[] shape : new long[][] {{1}, {6}, {1, 1}, {4, 2}, {3, 1, 5}, {5, 3, 2, 2}}) {
      for (Layout layout : Layout.of(shape.length)) {
        check(type, layout, Layout.FLAT, 1, shape);
        try (Scratch.Step step = scratch.step()) {
          check(type, layout, Layout.SLICED_FIRST, 7, shape);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE", "UBYTE"})
  void agree_with_the_loop_for_many_rows(DataType type) {
    check(type, Layout.CONTIGUOUS, Layout.FLAT, 300, 1000, 100);
  }

  private void check(DataType type, Layout layout, Layout outputLayout, int count, long... shape) {
    double[] numbers =
        IntStream.range(0, (int) Numbers.length(shape)).mapToDouble(i -> i % 101).toArray();
    int length = numbers.length / (int) shape[0];
    int[] rows = random.ints(count, 0, (int) shape[0]).toArray();
    double[] expected = new double[count * length];
    for (int i = 0; i < count; i++) {
      System.arraycopy(numbers, rows[i] * length, expected, i * length, length);
    }
    INDArray source = layout.lay(type, numbers, shape);
    long[] outputShape = shape.clone();
    outputShape[0] = count;
    double[] others = new double[expected.length];
    Arrays.fill(others, 77);
    INDArray output = outputLayout.lay(type, others, outputShape);
    Gathers.gatherRows(source, rows, output);
    String what = type + " " + layout + " " + Arrays.toString(shape) + Arrays.toString(rows);
    assertThat(Numbers.of(output)).as(what).isEqualTo(expected);
    assertThat(Numbers.of(source)).as(what).isEqualTo(numbers);
  }

  /** Both ways of gathering are taken by the layouts above. */
  @Test
  void rows_are_contiguous_blocks_of_memory_where_the_layout_says_so() {
    double[] numbers = new double[12];
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE, DataType.INT32}) {
      for (Layout layout : Layout.of(2)) {
        boolean dense =
            List.of(Layout.CONTIGUOUS, Layout.FLAT, Layout.SLICED_FIRST).contains(layout);
        assertThat(Direct.isDense(layout.lay(type, numbers, 4, 3)))
            .as(type + " " + layout)
            .isEqualTo(dense);
      }
    }
    assertThat(Direct.isDense(Nd4j.create(DataType.BOOL, 4, 3))).isTrue();
    assertThat(Direct.isDense(Nd4j.create("a", "b"))).isFalse();
  }

  @Test
  void many_FLOAT_numbers_added_to_one_row_keep_their_digits() {
    int count = 200_000;
    float[] tenths = new float[2 * count];
    Arrays.fill(tenths, 0.1f);
    int[] rows = new int[count];
    rows[0] = 1;
    INDArray output = NDArrays.of(new float[] {1, 2, 3, 4}, 2, 2);
    Gathers.addToRows(NDArrays.of(tenths, count, 2), rows, output);
    double sum = (count - 1) * (double) 0.1f;
    Numbers.assertClose(
        "sums", output, new double[] {1 + sum, 2 + sum, 3.1, 4.1}, 1e-6 * sum * 0.1);
  }

  @Test
  void rows_named_many_times_get_every_sum() {
    // Without ND4J's lock two threads now and then lose a sum, in 3 of 100 runs of this size.
    SplittableRandom random = new SplittableRandom(7);
    for (int run = 0; run < 300; run++) {
      int[] rows = random.ints(64, 0, 5).toArray();
      INDArray x = Nd4j.ones(DataType.DOUBLE, 64, 16);
      INDArray sums = Nd4j.zeros(DataType.DOUBLE, 5, 16);

      Gathers.addToRows(x, rows, sums);

      for (int row = 0; row < 5; row++) {
        int wanted = row;
        double times = Arrays.stream(rows).filter(number -> number == wanted).count();
        assertThat(sums.getRow(row).toDoubleVector()).containsOnly(times);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void sums_in_rows_agree_with_the_loop_and_touch_no_other(DataType type) {
    Scratch scratch = new Scratch();
    for (int size : new int[] {1, 3, 16, 257}) {
      for (int count : new int[] {1, 7, 300}) {
        for (Layout layout : Layout.of(2)) {
          checkAdded(type, layout, count, size);
          try (Scratch.Step step = scratch.step()) {
            checkAdded(type, layout, count, size);
          }
        }
      }
    }
  }

  private void checkAdded(DataType type, Layout layout, int count, int size) {
    int[] rows = random.ints(count, 0, 9).map(row -> row == 4 ? 5 : row).toArray();
    double[] x = Numbers.normal(random, count, size);
    double[] expected = Numbers.normal(random, 9, size);
    Arrays.fill(expected, 4 * size, 5 * size, Double.NaN); // a row that nobody names
    INDArray output = Layout.FLAT.lay(type, expected, 9, size);
    for (int i = 0; i < x.length; i++) {
      expected[rows[i / size] * size + i % size] += x[i];
    }
    INDArray input = layout.lay(type, x, count, size);
    Gathers.addToRows(input, rows, output);
    double[] tolerance = new double[expected.length];
    Arrays.fill(tolerance, 10 * Numbers.epsilon(type) * count);
    Numbers.assertClose("addToRows " + type + " " + layout, output, expected, tolerance);
    assertThat(Numbers.of(input)).isEqualTo(x);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void one_number_of_each_row_is_put_and_picked(DataType type) {
    for (Layout output : Layout.outputs(7, 5)) {
      int[] columns = random.ints(7, -1, 5).toArray();
      double[] put = Numbers.normal(random, 7, 5);
      double[] oneHot = new double[35];
      INDArray numbers = output.lay(type, put, 7, 5);
      INDArray zeros = output.lay(type, put, 7, 5);
      for (int row = 0; row < 7; row++) {
        if (columns[row] >= 0) {
          put[5 * row + columns[row]] = -2.5;
          oneHot[5 * row + columns[row]] = 1;
        }
      }
      Gathers.putPerRow(-2.5, columns, numbers);
      assertThat(Numbers.of(numbers)).as(Arrays.toString(columns)).isEqualTo(put);
      Gathers.oneHot(columns, zeros);
      assertThat(Numbers.of(zeros)).as(Arrays.toString(columns)).isEqualTo(oneHot);
      for (Layout layout : Layout.of(2)) {
        double[] picked = new double[7];
        Arrays.setAll(picked, row -> columns[row] < 0 ? 0 : put[5 * row + columns[row]]);
        INDArray result = Layout.FLAT.lay(type, new double[7], 7);
        Gathers.pickPerRow(layout.lay(type, put, 7, 5), columns, result);
        assertThat(Numbers.of(result)).as(layout + Arrays.toString(columns)).isEqualTo(picked);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void cleared_rows_are_zero_whatever_they_held(DataType type) {
    for (long[] shape : new long[][] {{6}, {6, 1}, {6, 5}, {6, 2, 3}}) {
      for (Layout layout : Layout.outputs(shape)) {
        double[] x = Numbers.normal(random, shape);
        x[0] = Double.NaN;
        INDArray output = layout.lay(type, x, shape);
        int[] rows = {0, 4, 5, 4};
        int length = x.length / 6;
        for (int row : rows) {
          Arrays.fill(x, row * length, (row + 1) * length, 0);
        }
        Gathers.clearRows(rows, output);
        assertThat(Numbers.of(output)).as(layout + Arrays.toString(shape)).isEqualTo(x);
        Gathers.clearRows(new int[0], output);
        assertThat(Numbers.of(output)).isEqualTo(x);
      }
    }
  }
}
