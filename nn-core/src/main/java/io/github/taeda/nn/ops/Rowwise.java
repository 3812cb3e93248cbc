package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.ElementwiseKernels;
import io.github.taeda.nn.ops.internal.Kernel;
import io.github.taeda.nn.ops.internal.RowBlocks;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows and columns against a matrix, and maxima of rows. {@code [*, n]} is a matrix. */
public final class Rowwise {
  private static final CustomOperation ADD_ROW = new CustomOperation("biasadd");
  private static final CustomOperation SUBTRACT = new CustomOperation("subtract");
  private static final CustomOperation MULTIPLY = new CustomOperation("multiply");

  private Rowwise() {}

  /**
   * {@code output = x + row}, the row added to every row of {@code x}.
   *
   * @param x {@code [*, n]}
   * @param row {@code [n]}
   * @param output {@code [*, n]}, may be {@code x} itself
   */
  public static void addRow(INDArray x, INDArray row, INDArray output) {
    requireRow("addRow", x, row, output);
    if (Direct.isOn()) {
      RowBlocks.withRow(
          ElementwiseKernels.ADD, Operands.contiguous(x), Operands.contiguous(row), output);
      return;
    }
    INDArray result = Operands.rows(output);
    ADD_ROW.run(
        result, Overlap.exists(x, output) ? result : Operands.rows(x), Operands.contiguous(row));
  }

  /**
   * {@code output = x · row}, every row of {@code x} multiplied elementwise.
   *
   * @param x {@code [*, n]}
   * @param row {@code [n]}
   * @param output {@code [*, n]}, may be {@code x} itself
   */
  public static void multiplyRow(INDArray x, INDArray row, INDArray output) {
    withRow(ElementwiseKernels.MULTIPLY, MULTIPLY, "multiplyRow", x, row, output);
  }

  private static void requireRow(String name, INDArray x, INDArray row, INDArray output) {
    Operands.requireRows(name, "x", x);
    Operands.require(name, "row", row, x.dataType(), x.size(-1));
    Operands.requireLike(name, "output", output, x);
    Operands.requireContiguous(name, "output", output);
    Operands.requireSameOrApart(name, "output", output, "x", x);
    Operands.requireOther(name, "output", output, "row", row);
  }

  /**
   * {@code output = x − row}, the row subtracted from every row of {@code x}.
   *
   * @param x {@code [*, n]}
   * @param row {@code [n]}
   * @param output {@code [*, n]}, may be {@code x} itself
   */
  public static void subtractRow(INDArray x, INDArray row, INDArray output) {
    withRow(ElementwiseKernels.SUBTRACT, SUBTRACT, "subtractRow", x, row, output);
  }

  /**
   * {@code output = x − column}, one number for each row.
   *
   * @param x {@code [*, n]}
   * @param column {@code [m]}, m being the product of the axes before the last
   * @param output {@code [*, n]}, may be {@code x} itself
   */
  public static void subtractColumn(INDArray x, INDArray column, INDArray output) {
    withColumn(ElementwiseKernels.SUBTRACT, SUBTRACT, "subtractColumn", x, column, output);
  }

  /**
   * {@code output = x · column}, one factor for each row.
   *
   * @param x {@code [*, n]}
   * @param column {@code [m]}, m being the product of the axes before the last
   * @param output {@code [*, n]}, may be {@code x} itself
   */
  public static void multiplyColumn(INDArray x, INDArray column, INDArray output) {
    withColumn(ElementwiseKernels.MULTIPLY, MULTIPLY, "multiplyColumn", x, column, output);
  }

  private static void withRow(
      Kernel kernel, CustomOperation op, String name, INDArray x, INDArray row, INDArray output) {
    requireRow(name, x, row, output);
    if (Direct.isOn()) {
      RowBlocks.withRow(kernel, Operands.contiguous(x), Operands.contiguous(row), output);
      return;
    }
    INDArray result = Operands.rows(output);
    INDArray vector = Scratch.view(Operands.contiguous(row), 1, row.length()); // of equal rank
    op.run(result, Overlap.exists(x, output) ? result : Operands.rows(x), vector);
  }

  private static void withColumn(
      Kernel kernel,
      CustomOperation op,
      String name,
      INDArray x,
      INDArray column,
      INDArray output) {
    Operands.requireRows(name, "x", x);
    Operands.require(name, "column", column, x.dataType(), Operands.rowCount(x));
    requireOutput(name, output, x, "column", column);
    if (Direct.isOn()) {
      RowBlocks.withColumn(kernel, Operands.contiguous(x), Operands.contiguous(column), output);
      return;
    }
    INDArray result = Operands.rows(output);
    INDArray vector = Scratch.view(Operands.contiguous(column), column.length(), 1);
    op.run(result, Overlap.exists(x, output) ? result : Operands.rows(x), vector);
  }

  private static void requireOutput(
      String name, INDArray output, INDArray x, String otherName, INDArray other) {
    Operands.requireLike(name, "output", output, x);
    Operands.requireContiguous(name, "output", output);
    Operands.requireSameOrApart(name, "output", output, "x", x);
    Operands.requireOther(name, "output", output, otherName, other);
  }
}
