package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.RowCopies;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rows picked by index. ND4J's own gather is silent about rows that do not exist; these are not.
 */
public final class Gathers {
  private static final CustomOperation GATHER = new CustomOperation("gather", 0);

  /** With its lock: without, two threads that add to one row lose one of the sums. */
  private static final CustomOperation SCATTER_ADD = CustomOperation.flagged("scatter_add", true);

  private Gathers() {}

  /**
   * {@code output[i] = source[rows[i]]}: copies whole examples.
   *
   * @param source {@code [n, …]}, of any type
   * @param rows row indices, each in 0…n−1, in any order
   * @param output {@code [rows.length, …]}
   * @throws IllegalArgumentException if a row does not exist; nothing is written then
   */
  public static void gatherRows(INDArray source, int[] rows, INDArray output) {
    Operands.requireArray("gatherRows", "source", source);
    if (source.rank() == 0) {
      throw new IllegalArgumentException("gatherRows: source must have an axis, but is a scalar");
    }
    requireRowIndices("gatherRows", rows, source.size(0));
    long[] shape = source.shape().clone();
    shape[0] = rows.length;
    Operands.require("gatherRows", "output", output, source.dataType(), shape);
    Operands.requireContiguous("gatherRows", "output", output);
    Operands.requireOther("gatherRows", "output", output, "source", source);
    // A copy of a strided source copies all its rows, but ND4J's gather knows no booleans.
    INDArray dense = source.dataType() == DataType.BOOL ? Operands.contiguous(source) : source;
    if (Direct.isDense(dense)) {
      RowCopies.copy(dense, rows, output);
      return;
    }
    INDArray indices = Scratch.array(DataType.INT32, rows.length);
    indices.data().setData(rows);
    GATHER.run(output, source, indices);
  }

  /**
   * {@code output[i, classes[i]] = 1} and 0 elsewhere; a row of zeros for a negative class.
   *
   * @param classes each less than the number of columns
   * @param output {@code [classes.length, columns]}
   * @throws IllegalArgumentException if a class does not exist; nothing is written then
   */
  public static void oneHot(int[] classes, INDArray output) {
    Operands.requireNumbers("oneHot", "output", output);
    Arguments.requireNonNull("oneHot", "classes", classes);
    Operands.require("oneHot", "output", output, output.dataType(), classes.length, -1);
    Operands.requireContiguous("oneHot", "output", output);
    Arguments.requireIndices("oneHot", "classes", classes, Integer.MIN_VALUE, output.size(1));
    Elementwise.fill(output, 0);
    putPerRow(1, classes, output);
  }

  /**
   * {@code output[i, columns[i]] = value}, nothing for a negative column.
   *
   * @param columns each less than the number of columns
   * @param output {@code [columns.length, *]}
   * @throws IllegalArgumentException if a column does not exist; nothing is written then
   */
  public static void putPerRow(double value, int[] columns, INDArray output) {
    Operands.requireNumbers("putPerRow", "output", output);
    Arguments.requireNonNull("putPerRow", "columns", columns);
    Operands.require("putPerRow", "output", output, output.dataType(), columns.length, -1);
    Operands.requireContiguous("putPerRow", "output", output);
    long count = output.size(1);
    Arguments.requireIndices("putPerRow", "columns", columns, Integer.MIN_VALUE, count);
    for (int row = 0; row < columns.length; row++) {
      if (columns[row] >= 0) {
        output.putScalar(row * count + columns[row], value);
      }
    }
  }

  /**
   * {@code output[i] = x[i, columns[i]]}: one element of each row.
   *
   * @param x {@code [n, columns]}
   * @param columns one for each row; −1 gives 0
   * @param output {@code [n]}
   * @throws IllegalArgumentException if a column does not exist; nothing is written then
   */
  public static void pickPerRow(INDArray x, int[] columns, INDArray output) {
    Operands.requireNumbers("pickPerRow", "x", x);
    Arguments.requireNonNull("pickPerRow", "columns", columns);
    Operands.require("pickPerRow", "x", x, x.dataType(), columns.length, -1);
    Operands.require("pickPerRow", "output", output, x.dataType(), columns.length);
    Operands.requireContiguous("pickPerRow", "output", output);
    Operands.requireOther("pickPerRow", "output", output, "x", x);
    int count = Math.toIntExact(x.size(1));
    Arguments.requireIndices("pickPerRow", "columns", columns, -1, count);
    int[] places = new int[columns.length];
    for (int row = 0; row < places.length; row++) {
      places[row] = Math.addExact(Math.multiplyExact(row, count), Math.max(columns[row], 0));
    }
    INDArray numbers = Scratch.view(Operands.contiguous(x), x.length(), 1);
    gatherRows(numbers, places, Scratch.view(output, places.length, 1));
    for (int row = 0; row < places.length; row++) {
      if (columns[row] < 0) {
        output.putScalar(row, 0);
      }
    }
  }

  /**
   * {@code output[i] = 0}: clears whole rows, whatever they hold.
   *
   * @param rows row indices, each in 0…n−1; there may be none
   * @param output {@code [n, …]}
   * @throws IllegalArgumentException if a row does not exist; nothing is written then
   */
  public static void clearRows(int[] rows, INDArray output) {
    Operands.requireRows("clearRows", "output", output);
    Operands.requireContiguous("clearRows", "output", output);
    Arguments.requireIndices("clearRows", "rows", rows, 0, output.size(0));
    if (Direct.isDense(output)) {
      RowCopies.clear(output, rows);
      return;
    }
    for (int row : rows) {
      Slices.slice(output, 0, row, row + 1).assign(0);
    }
  }

  /**
   * {@code output[rows[i]] += x[i]}, for each i; a row may be named more than once.
   *
   * @param x {@code [rows.length, …]}
   * @param rows row indices, each in 0…n−1
   * @param output {@code [n, …]}; other rows are not touched
   * @throws IllegalArgumentException if a row does not exist; nothing is written then
   */
  public static void addToRows(INDArray x, int[] rows, INDArray output) {
    Operands.requireRows("addToRows", "output", output);
    Operands.requireContiguous("addToRows", "output", output);
    requireRowIndices("addToRows", rows, output.size(0));
    long[] shape = output.shape().clone();
    shape[0] = rows.length;
    Operands.require("addToRows", "x", x, output.dataType(), shape);
    Operands.requireOther("addToRows", "output", output, "x", x);
    INDArray terms = Operands.contiguous(x);
    if (Direct.isDense(output)) {
      RowCopies.add(terms, rows, output);
      return;
    }
    INDArray indices = Scratch.array(DataType.INT32, rows.length);
    indices.data().setData(rows);
    SCATTER_ADD.run(output, output, indices, terms);
  }

  private static void requireRowIndices(String op, int[] rows, long count) {
    Arguments.requireIndices(op, "rows", rows, 0, count);
    if (rows.length == 0) {
      throw new IllegalArgumentException(op + ": rows is empty");
    }
  }
}
