package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows, and sums over rows and columns, against naive loops. */
class RowwiseTest {
  private static final long[][] SHAPES = {
    {1}, {5}, {1, 1}, {4, 2}, {1, 7}, {7, 1}, {3, 1, 5}, {1, 4, 1}, {7, 16, 17}, {2, 3, 4, 5}
  };

  private final Random random = new Random(13);

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void agree_with_the_loop_for_every_layout_outside_and_inside_steps(DataType type) {
    Scratch scratch = new Scratch();
    for (long[] shape : SHAPES) {
      for (Layout layout : Layout.of(shape.length)) {
        for (Layout vector : Layout.of(1)) {
          checkRow(type, layout, vector, shape);
        }
        for (Layout output : Layout.outputs(5)) {
          checkSums(type, layout, output, shape);
          try (Scratch.Step step = scratch.step()) {
            checkSums(type, layout, output, shape);
            checkRow(type, layout, output, shape);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void agree_with_the_loop_for_large_matrices(DataType type) {
    checkSums(type, Layout.CONTIGUOUS, Layout.FLAT, 700, 600);
    checkSums(type, Layout.CONTIGUOUS, Layout.FLAT, 3, 100_001);
    checkRow(type, Layout.CONTIGUOUS, Layout.FLAT, 700, 600);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void a_row_may_be_added_or_multiplied_in_place(DataType type) {
    double[] x = Numbers.normal(random, 2, 3, 4);
    double[] row = Numbers.normal(random, 4);
    INDArray sum = Layout.FLAT.lay(type, x, 2, 3, 4);
    Rowwise.addRow(sum, Layout.STRIDED.lay(type, row, 4), sum);
    assertRow("addRow in place", type, sum, x, row, Double::sum);
    INDArray product = Layout.FLAT.lay(type, x, 2, 3, 4);
    Rowwise.multiplyRow(product, Layout.STRIDED.lay(type, row, 4), product);
    assertRow("multiplyRow in place", type, product, x, row, (a, b) -> a * b);
  }

  /**
   * Sums in one go lose 3 digits more: of equal numbers, each addition to a sum that has grown
   * large is rounded the same way. Numbers of rows and columns with and without many divisors.
   */
  @ParameterizedTest
  @CsvSource({
    "FLOAT, 513, 3, 1e-5",
    "FLOAT, 16256, 32, 1e-5",
    "FLOAT, 65536, 2, 1e-5",
    "FLOAT, 50048, 7, 1e-5",
    "FLOAT, 100003, 1, 1e-5",
    "FLOAT, 300000, 1, 1e-5",
    "FLOAT, 300000, 3, 1e-5",
    "FLOAT, 1000000, 1, 1e-5",
    "DOUBLE, 16256, 32, 1e-13",
    "DOUBLE, 1000000, 1, 1e-12"
  })
  void sums_of_many_numbers_keep_their_digits(
      DataType type, int rows, int columns, double tolerance) {
    long seed = new Random().nextLong();
    Random numbers = new Random(seed);
    double size = Math.pow(10, numbers.nextInt(5) - 2);
    for (double spread : new double[] {0, 0.1}) {
      double[] x = new double[rows * columns];
      double start = 0.5 + numbers.nextDouble();
      Arrays.setAll(
          x, i -> (float) (size * (start + spread * numbers.nextDouble()))); // of one sign
      String what = type + " seed " + seed + ", spread " + spread + ", ";
      INDArray input = Layout.FLAT.lay(type, x, rows, columns);
      INDArray output = Layout.FLAT.lay(type, new double[columns], columns);
      Reductions.addColumnSums(input, output);
      Numbers.assertClose(what + "columns", output, columnSums(x, columns), tolerance);
      for (int examples = 1; examples <= 2; examples++) {
        if (rows % examples == 0) {
          INDArray totals = Layout.FLAT.lay(type, new double[examples], examples);
          Reductions.exampleSums(input.reshape(examples, rows / examples, columns), totals);
          double[] expected = rowSums(x, x.length / examples);
          Numbers.assertClose(what + "examples", totals, expected, tolerance);
        }
      }
      INDArray transposed = Layout.TRANSPOSED.lay(type, x, rows, columns).transpose();
      INDArray sums = Layout.FLAT.lay(type, new double[columns], columns);
      Reductions.rowSums(transposed, sums);
      Numbers.assertClose(what + "rows", sums, columnSums(x, columns), tolerance);
    }
  }

  /** addRow and multiplyRow of one array. */
  private void checkRow(DataType type, Layout layout, Layout rowLayout, long... shape) {
    double[] x = Numbers.normal(random, shape);
    double[] row = Numbers.normal(random, shape[shape.length - 1]);
    INDArray input = layout.lay(type, x, shape);
    INDArray rowInput = rowLayout.lay(type, row, row.length);
    String what = type + " " + layout + " and " + rowLayout;
    INDArray output = Layout.FLAT.lay(type, nan(x.length), shape);
    Rowwise.addRow(input, rowInput, output);
    assertRow("addRow " + what, type, output, x, row, Double::sum);
    output = Layout.FLAT.lay(type, nan(x.length), shape);
    Rowwise.multiplyRow(input, rowInput, output);
    assertRow("multiplyRow " + what, type, output, x, row, (a, b) -> a * b);
    assertThat(Numbers.of(input)).isEqualTo(x);
    assertThat(Numbers.of(rowInput)).isEqualTo(row);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void columns_and_maxima_agree_with_the_loop_in_place_and_not(DataType type) {
    Scratch scratch = new Scratch();
    for (long[] shape : SHAPES) {
      for (Layout layout : Layout.of(shape.length)) {
        for (Layout vector : Layout.of(1)) {
          checkColumn(type, layout, vector, shape);
          try (Scratch.Step step = scratch.step()) {
            checkColumn(type, layout, vector, shape);
          }
        }
      }
    }
  }

  /** subtractRow, subtractColumn, multiplyColumn and rowMaxima of one array. */
  private void checkColumn(DataType type, Layout layout, Layout vector, long... shape) {
    int n = (int) shape[shape.length - 1];
    double[] x = Numbers.normal(random, shape);
    double[] row = Numbers.normal(random, n);
    double[] column = Numbers.normal(random, x.length / n);
    double[] wide = new double[x.length]; // the column, each number n times
    Arrays.setAll(wide, i -> column[i / n]);
    double[] maxima = new double[column.length];
    Arrays.fill(maxima, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < x.length; i++) {
      maxima[i / n] = Math.max(maxima[i / n], x[i]);
    }
    String what = " " + type + " " + layout + " and " + vector;
    INDArray input = layout.lay(type, x, shape);
    INDArray rowInput = vector.lay(type, row, n);
    INDArray columnInput = vector.lay(type, column, column.length);
    for (boolean inPlace : new boolean[] {false, true}) {
      INDArray output = Layout.FLAT.lay(type, x, shape);
      INDArray from = inPlace ? output : input;
      Rowwise.subtractRow(from, rowInput, output);
      assertRow("subtractRow" + what, type, output, x, row, (a, b) -> a - b);
      Slices.copy(input, output);
      Rowwise.subtractColumn(from, columnInput, output);
      assertRow("subtractColumn" + what, type, output, x, wide, (a, b) -> a - b);
      Slices.copy(input, output);
      Rowwise.multiplyColumn(from, columnInput, output);
      assertRow("multiplyColumn" + what, type, output, x, wide, (a, b) -> a * b);
    }
    INDArray largest = Layout.FLAT.lay(type, column, column.length);
    Reductions.rowMaxima(input, largest);
    assertThat(Numbers.of(largest)).as("rowMaxima" + what).isEqualTo(maxima);
    assertThat(Numbers.of(input)).isEqualTo(x);
  }

  private static void assertRow(
      String what,
      DataType type,
      INDArray output,
      double[] x,
      double[] row,
      DoubleBinaryOperator operation) {
    double[] expected = new double[x.length];
    double[] tolerance = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      double a = x[i];
      double b = row[i % row.length];
      expected[i] = operation.applyAsDouble(a, b);
      tolerance[i] = Numbers.epsilon(type) * (Math.abs(a) + Math.abs(b) + Math.abs(a * b));
    }
    Numbers.assertClose(what, output, expected, tolerance);
  }

  /** addColumnSums, rowSums and sumsPerExample of one array. */
  private void checkSums(DataType type, Layout layout, Layout outputLayout, long... shape) {
    double[] x = Numbers.normal(random, shape);
    INDArray input = layout.lay(type, x, shape);
    String what = type + " " + layout + " " + Arrays.toString(shape) + " -> " + outputLayout;
    int columns = (int) shape[shape.length - 1];
    double[] start = Numbers.normal(random, columns);
    INDArray output = outputLayout.lay(type, start, columns);
    Reductions.addColumnSums(input, output);
    double[] expected = columnSums(x, columns);
    for (int i = 0; i < columns; i++) {
      expected[i] += start[i];
    }
    assertSums("addColumnSums " + what, type, output, expected, x.length / columns);

    output = outputLayout.lay(type, nan(x.length / columns), x.length / columns);
    Reductions.rowSums(input, output);
    assertSums("rowSums " + what, type, output, rowSums(x, columns), columns);

    int features = x.length / (int) shape[0];
    output = outputLayout.lay(type, nan((int) shape[0]), shape[0]);
    Reductions.exampleSums(input, output);
    assertSums("exampleSums " + what, type, output, rowSums(x, features), features);
    assertThat(Numbers.of(input)).as(what).isEqualTo(x);
  }

  /** Each of the summands is below 6, their rounding errors add up. */
  private static void assertSums(
      String what, DataType type, INDArray output, double[] expected, int summands) {
    double[] tolerance = new double[expected.length];
    Arrays.fill(tolerance, 6 * Numbers.epsilon(type) * (summands + 1));
    Numbers.assertClose(what, output, expected, tolerance);
  }

  private static double[] nan(int length) {
    double[] numbers = new double[length];
    Arrays.fill(numbers, Double.NaN);
    return numbers;
  }

  private static double[] columnSums(double[] x, int columns) {
    double[] sums = new double[columns];
    for (int i = 0; i < x.length; i++) {
      sums[i % columns] += x[i];
    }
    return sums;
  }

  private static double[] rowSums(double[] x, int columns) {
    double[] sums = new double[x.length / columns];
    for (int i = 0; i < x.length; i++) {
      sums[i / columns] += x[i];
    }
    return sums;
  }
}
