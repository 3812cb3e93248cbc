package io.github.taeda.nn.data;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.NDArrays;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Data sets in memory from Java arrays and streams; all values are copied. */
public final class Examples {
  private Examples() {}

  /**
   * Numeric targets, FLOAT.
   *
   * @param inputs {@code [size, in]}
   * @param targets {@code [size, out]}
   */
  public static Dataset of(float[][] inputs, float[][] targets) {
    return Dataset.of(matrix("inputs", inputs), matrix("targets", targets));
  }

  /**
   * Class indices as targets; inputs FLOAT, targets INT32.
   *
   * @param inputs {@code [size, in]}
   * @param classes class indices {@code [size]}, each at least 0
   */
  public static Dataset of(float[][] inputs, int[] classes) {
    return Dataset.of(matrix("inputs", inputs), labels(classes));
  }

  /**
   * Numeric targets, DOUBLE.
   *
   * @param inputs {@code [size, in]}
   * @param targets {@code [size, out]}
   */
  public static Dataset of(double[][] inputs, double[][] targets) {
    return Dataset.of(matrix("inputs", inputs), matrix("targets", targets));
  }

  /**
   * Class indices as targets; inputs DOUBLE, targets INT32.
   *
   * @param inputs {@code [size, in]}
   * @param classes class indices {@code [size]}, each at least 0
   */
  public static Dataset of(double[][] inputs, int[] classes) {
    return Dataset.of(matrix("inputs", inputs), labels(classes));
  }

  /**
   * Objects with numeric targets, FLOAT.
   *
   * @param examples in order
   * @param input the input of an example, always of one length
   * @param target the target of an example, always of one length
   */
  public static <T> Dataset of(
      Stream<T> examples, Function<T, float[]> input, Function<T, float[]> target) {
    List<T> all = list(examples);
    return of(rows(all, input), rows(all, target));
  }

  /**
   * Objects with class indices as targets; inputs FLOAT, targets INT32.
   *
   * @param examples in order
   * @param input the input of an example, always of one length
   * @param label the class index of an example, at least 0
   */
  public static <T> Dataset labelled(
      Stream<T> examples, Function<T, float[]> input, ToIntFunction<T> label) {
    List<T> all = list(examples);
    return of(rows(all, input), all.stream().mapToInt(label).toArray());
  }

  private static <T> List<T> list(Stream<T> examples) {
    return Objects.requireNonNull(examples, "Examples: examples is null").toList();
  }

  private static <T> float[][] rows(List<T> examples, Function<T, float[]> values) {
    return examples.stream().map(values).toArray(float[][]::new);
  }

  private static INDArray matrix(String name, float[][] rows) {
    Objects.requireNonNull(rows, () -> "Examples: " + name + " is null");
    requireRows(name, rows, row -> row.length);
    float[] values = new float[Math.multiplyExact(rows.length, rows[0].length)];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, values, i * rows[0].length, rows[0].length);
    }
    return NDArrays.of(values, rows.length, rows[0].length);
  }

  private static INDArray matrix(String name, double[][] rows) {
    Objects.requireNonNull(rows, () -> "Examples: " + name + " is null");
    requireRows(name, rows, row -> row.length);
    double[] values = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    INDArray matrix = NDArrays.zeros(DataType.DOUBLE, rows.length, rows[0].length);
    NDArrays.setValues(values, matrix);
    return matrix;
  }

  private static <R> void requireRows(String name, R[] rows, ToIntFunction<R> length) {
    for (int i = 0; i < rows.length; i++) {
      int row = i;
      Objects.requireNonNull(rows[i], () -> "Examples: row " + row + " of " + name + " is null");
      if (length.applyAsInt(rows[i]) != length.applyAsInt(rows[0])) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "Examples: %s must have rows of one length, but row 0 has %d elements and row %d has"
                    + " %d",
                name,
                length.applyAsInt(rows[0]),
                i,
                length.applyAsInt(rows[i])));
      }
    }
    if (rows.length == 0 || length.applyAsInt(rows[0]) == 0) {
      throw new IllegalArgumentException("Examples: " + name + " is empty");
    }
  }

  private static INDArray labels(int... classes) {
    Objects.requireNonNull(classes, "Examples: classes is null");
    if (classes.length == 0) {
      throw new IllegalArgumentException("Examples: classes is empty");
    }
    for (int i = 0; i < classes.length; i++) {
      Shapes.requireLeast("Examples", "class of row " + i, classes[i], 0);
    }
    return Labels.lasting(classes);
  }
}
