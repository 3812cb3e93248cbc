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

  /** The same product of some of the rows of c. */
  Product rows(int count) {
    return new Product(transposeA, transposeB, count, n, k, strideA, strideB, strideC);
  }

  /** Where row i of {@code op(a)} begins, in elements. */
  long offsetA(int i) {
    return transposeA ? i : (long) i * strideA;
  }

  /** The same product of some of the columns of c. */
  Product columns(int count) {
    return new Product(transposeA, transposeB, m, count, k, strideA, strideB, strideC);
  }

  /** Where column j of {@code op(b)} begins, in elements. */
  long offsetB(int j) {
    return transposeB ? (long) j * strideB : j;
  }
}
