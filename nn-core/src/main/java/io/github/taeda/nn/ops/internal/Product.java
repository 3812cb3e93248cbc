package io.github.taeda.nn.ops.internal;

/**
 * The sizes of one matrix product {@code c = op(a) op(b)}, op being the transpose or nothing:
 * {@code op(a)} is {@code [m, k]}, {@code op(b)} is {@code [k, n]}. Strides are the distances of
 * two rows in memory, in elements.
 */
record Product(
    boolean transposeA,
    boolean transposeB,
    int m,
    int n,
    int k,
    int strideA,
    int strideB,
    int strideC) {

  /** Multiplications. */
  long size() {
    return (long) m * n * k;
  }

  /** The same product of some of the rows and columns of c, summed over a part of k. */
  Product part(int rows, int columns, int depth) {
    return new Product(transposeA, transposeB, rows, columns, depth, strideA, strideB, strideC);
  }

  /** The same product of some of the rows of c. */
  Product rows(int count) {
    return part(count, n, k);
  }

  /** Where row i of {@code op(a)} begins, in elements. */
  long offsetA(int i) {
    return transposeA ? i : (long) i * strideA;
  }

  /** The same product of some of the columns of c. */
  Product columns(int count) {
    return part(m, count, k);
  }

  /** Where column j of {@code op(b)} begins, in elements. */
  long offsetB(int j) {
    return transposeB ? (long) j * strideB : j;
  }
}
