package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.Products;
import io.github.taeda.nn.ops.internal.RowBlocks;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Products of matrices. Axes before the last are collapsed: {@code [*, n]} is a matrix. */
public final class Matrices {
  /** Multiplications from which oneDNN's product beats the plain one's smaller overhead. */
  private static final long MIN_ONEDNN_SIZE = 300_000;

  private static final Form PLAIN = new Form(0, 0, 0);
  private static final Form FIRST_TRANSPOSED = new Form(1, 0, 0);
  private static final Form ADD_FIRST_TRANSPOSED = new Form(1, 0, 1);
  private static final Form SECOND_TRANSPOSED = new Form(0, 1, 0);
  private static final Form ADD_SECOND_TRANSPOSED = new Form(0, 1, 1);
  private static final Form ADD = new Form(0, 0, 1);

  private Matrices() {}

  /**
   * {@code output = a b}.
   *
   * @param a {@code [*, k]}
   * @param b {@code [k, n]}
   * @param output {@code [*, n]}
   */
  public static void multiply(INDArray a, INDArray b, INDArray output) {
    PLAIN.run("Matrices.multiply", a, b, output);
  }

  /**
   * {@code output = a b + row}, the row added to every row of the product.
   *
   * @param a {@code [*, k]}
   * @param b {@code [k, n]}
   * @param row {@code [n]}
   * @param output {@code [*, n]}
   */
  public static void multiplyAddRow(INDArray a, INDArray b, INDArray row, INDArray output) {
    ADD.check("Matrices.multiplyAddRow", a, b, output);
    Operands.require(
        "Matrices.multiplyAddRow", "row", row, output.dataType(), Operands.columnCount(output));
    Operands.requireOther("Matrices.multiplyAddRow", "output", output, "row", row);
    if (!Direct.isOn()) {
      multiply(a, b, output);
      Rowwise.addRow(output, row, output);
      return;
    }
    RowBlocks.fillRows(Operands.contiguous(row), output);
    ADD.compute(a, b, output);
  }

  /**
   * {@code output = a bᵀ}.
   *
   * @param a {@code [*, k]}
   * @param b {@code [n, k]}
   * @param output {@code [*, n]}
   */
  public static void multiplyTransposeB(INDArray a, INDArray b, INDArray output) {
    SECOND_TRANSPOSED.run("Matrices.multiplyTransposeB", a, b, output);
  }

  /**
   * {@code output = aᵀ b}.
   *
   * @param a {@code [*, m]}
   * @param b {@code [*, n]}
   * @param output {@code [m, n]}
   */
  public static void multiplyTransposeA(INDArray a, INDArray b, INDArray output) {
    FIRST_TRANSPOSED.run("Matrices.multiplyTransposeA", a, b, output);
  }

  /**
   * {@code output += a b}.
   *
   * @param a {@code [*, k]}
   * @param b {@code [k, n]}
   * @param output {@code [*, n]}
   */
  public static void addMultiply(INDArray a, INDArray b, INDArray output) {
    ADD.run("Matrices.addMultiply", a, b, output);
  }

  /**
   * {@code output += aᵀ b}, summed over all axes but the last: the gradient of a weight.
   *
   * @param a {@code [*, m]}
   * @param b {@code [*, n]}
   * @param output {@code [m, n]}
   */
  public static void addMultiplyTransposeA(INDArray a, INDArray b, INDArray output) {
    ADD_FIRST_TRANSPOSED.run("Matrices.addMultiplyTransposeA", a, b, output);
  }

  /** {@code output += a bᵀ}, of matrices {@code [*, k]}, {@code [n, k]} and {@code [*, n]}. */
  static void addMultiplyTransposeB(INDArray a, INDArray b, INDArray output) {
    ADD_SECOND_TRANSPOSED.run("Matrices.addMultiplyTransposeB", a, b, output);
  }

  /** One kind of product, with and without oneDNN. */
  private static final class Form {
    private final boolean transposeA;
    private final boolean transposeB;
    private final boolean add;
    private final CustomOperation large;
    private final CustomOperation small;

    Form(long transposeA, long transposeB, double keepOutput) {
      this.transposeA = transposeA == 1;
      this.transposeB = transposeB == 1;
      this.add = keepOutput == 1;
      long[] transposes = {transposeA, transposeB, 0};
      large = new CustomOperation("matmul", true, transposes, 1, keepOutput);
      small = new CustomOperation("matmul", false, transposes, 1, keepOutput);
    }

    /** Rejects operands that do not fit. */
    void check(String name, INDArray a, INDArray b, INDArray output) {
      Operands.requireRows(name, "a", a);
      long k = transposeA ? Operands.rowCount(a) : Operands.columnCount(a);
      requireSecond(name, b, a.dataType(), k);
      long m = transposeA ? Operands.columnCount(a) : Operands.rowCount(a);
      long n = transposeB ? b.shape()[0] : Operands.columnCount(b);
      if (transposeA) {
        Operands.require(name, "output", output, a.dataType(), m, n);
      } else {
        Operands.requireMatrix(name, "output", output, a.dataType(), m, n);
      }
      Operands.requireContiguous(name, "output", output);
      Operands.requireOther(name, "output", output, "a", a, "b", b);
    }

    void run(String name, INDArray a, INDArray b, INDArray output) {
      check(name, a, b, output);
      compute(a, b, output);
    }

    void compute(INDArray a, INDArray b, INDArray output) {
      long k = transposeA ? Operands.rowCount(a) : Operands.columnCount(a);
      long m = transposeA ? Operands.columnCount(a) : Operands.rowCount(a);
      long n = transposeB ? b.shape()[0] : Operands.columnCount(b);
      if (Direct.multiplies(output.dataType(), m * n * k) && Products.suits(m, n, k)) {
        INDArray left = Operands.contiguous(a);
        Products.run(transposeA, transposeB, k, left, Operands.contiguous(b), add, output);
        return;
      }
      CustomOperation operation = m * k * n > MIN_ONEDNN_SIZE ? large : small;
      operation.run(Operands.rows(output), Operands.rows(a), Operands.rows(b));
    }

    private void requireSecond(String name, INDArray b, DataType type, long k) {
      if (transposeA) {
        Operands.requireMatrix(name, "b", b, type, k, -1);
      } else if (transposeB) {
        Operands.require(name, "b", b, type, -1, k);
      } else {
        Operands.require(name, "b", b, type, k, -1);
      }
    }
  }
}
