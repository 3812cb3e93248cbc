package io.github.taeda.nn.ops.internal;

/**
 * FLOAT products with few rows or few columns, each row or column as the product of a matrix and a
 * vector: unlike a product of matrices it packs nothing. Packing the larger operand takes many
 * times as long as multiplying it by one row.
 */
final class VectorProducts {
  // Medians in µs of one thread of a Zen 3, as a product of matrices and row by row:
  //
  //                            1 row        4 rows       6 rows        8 rows
  // [_, 10] x [10, 100]      0.9   0.2    1.0   0.7    1.4   1.0     1.3   1.3
  // [_, 64] x [64, 16]       1.0   0.2    0.8   0.5    1.0   0.7     0.9   0.9
  // [_, 254] x [254, 32]     5.9   0.7    8.0   2.4    7.9   4.0     8.3   5.5
  // [_, 784] x [784, 100]     54   5.1     66    23     72    32      73    41
  // [_, 784] x [100, 784]^T   60   4.5     53    19     76    31      77    42
  // [_, 4096] x [4096, 2048]             6400  4500   9200  8100
  //
  //                          1 column     4 columns
  // [784, 128] x [128, _]      20   7.2     28    37
  // [128, 784]^T x [128, _]    45   6.1     51    31
  private static final int MAX_VECTORS = 6;

  /** Elements of the larger operand, at least, for more than one vector. */
  private static final long MIN_LENGTH = 1024;

  /** The summed axis, at least, where each element of several vectors is a sum along a row. */
  private static final int MIN_DEPTH = 64;

  /** The same where several columns are sums of columns. */
  private static final int MIN_COLUMN_DEPTH = 16;

  // With AVX-512 [1, 784] x [784, 100] takes 4.3 µs as a product of matrices, 3.1 µs so;
  // [1, 784] x [784, 1024] 93 and 40.
  /**
   * Multiplications from which one row is computed so where OpenBLAS' kernels for AVX-512 pack no
   * small matrix.
   */
  private static final int MIN_WIDE_SIZE = 16_384;

  private VectorProducts() {}

  /** Whether {@link #run} was measured to be faster than a product of matrices at such sizes. */
  static boolean suits(Product p, FloatKernels kernels) {
    if (kernels.areWide()) {
      return p.m() == 1 && !p.transposeB() && p.size() >= MIN_WIDE_SIZE;
    }
    if (vectors(p) == 1) {
      return true;
    }
    long length = (long) p.k() * Math.max(p.m(), p.n());
    boolean isDeep =
        isByRows(p) ? isDeepByRows(p, kernels) : p.transposeA() && p.k() >= MIN_COLUMN_DEPTH;
    return vectors(p) <= MAX_VECTORS && length >= MIN_LENGTH && isDeep;
  }

  private static boolean isDeepByRows(Product p, FloatKernels kernels) {
    return p.transposeB() ? p.k() >= MIN_DEPTH : !OneDnn.suits(p, kernels);
  }

  private static boolean isByRows(Product p) {
    return p.m() <= p.n();
  }

  private static int vectors(Product p) {
    return Math.min(p.m(), p.n());
  }

  /** {@code c = op(a) op(b)}, plus what c holds if {@code add}. */
  static void run(Product p, long a, long b, boolean add, long c) {
    float beta = add ? 1 : 0;
    for (int i = 0; i < vectors(p); i++) {
      if (isByRows(p)) {
        Blas.multiplyRow(p, a + 4 * p.offsetA(i), b, beta, c + 4L * i * p.strideC());
      } else {
        Blas.multiplyColumn(p, a, b + 4 * p.offsetB(i), beta, c + 4L * i);
      }
    }
  }
}
