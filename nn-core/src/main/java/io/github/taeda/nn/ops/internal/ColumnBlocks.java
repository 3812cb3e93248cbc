package io.github.taeda.nn.ops.internal;

import java.lang.ref.Reference;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A FLOAT matrix b, {@code [k, n]}, copied into blocks of its columns, each contiguous, for many
 * products with few rows: OpenBLAS' kernels for AVX-512 multiply the blocks as they lie in memory.
 * Otherwise each product would pack b anew, or read rows that crowd the cache.
 */
public final class ColumnBlocks {
  // Best times in µs of one thread, as before and with blocks:
  //
  //                           before   blocks
  // [16, 128] x [128, 512]        38       18   Zen 4
  //                         14 to 17       11   another EPYC
  private static final int COLUMNS = UnpackedProducts.TILE_COLUMNS;
  private static final int DEPTH = UnpackedProducts.TILE_DEPTH;

  /** Rows of all products together from which they save more than the copy takes. */
  private static final long MIN_ROWS = 128;

  /** Elements of b from which a product of some rows is no plain loop. */
  private static final long MIN_LENGTH = 1024;

  /**
   * Elements of b, at most. Threads would share a larger product of all of a small batch, fewer
   * than 32 rows; this one is computed in one thread.
   */
  private static final long MAX_LENGTH = 1 << 17;

  private final INDArray blocks;
  private final int k;
  private final int n;

  private ColumnBlocks(INDArray blocks, int k, int n) {
    this.blocks = blocks;
    this.k = k;
    this.n = n;
  }

  /**
   * Whether copying b into blocks saves time.
   *
   * @param rows of all products together
   */
  public static boolean pay(INDArray b, long rows) {
    return b.dataType() == DataType.FLOAT
        && rows >= MIN_ROWS
        && b.length() >= MIN_LENGTH
        && b.length() <= MAX_LENGTH
        && Products.hasWideKernels();
  }

  /**
   * The blocks of a dense matrix.
   *
   * @param transposed whether b is its transpose
   * @param blocks memory for as many elements
   */
  public static ColumnBlocks of(INDArray matrix, boolean transposed, INDArray blocks) {
    int rows = (int) matrix.size(0);
    int columns = (int) matrix.size(1);
    long from = NativeMemory.address(matrix);
    long to = NativeMemory.address(blocks);
    try {
      if (transposed) {
        copyTransposed(rows, columns, from, to);
        return new ColumnBlocks(blocks, columns, rows);
      }
      copy(rows, columns, from, to);
      return new ColumnBlocks(blocks, rows, columns);
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(matrix);
      Reference.reachabilityFence(blocks);
    }
  }

  private static void copy(int k, int n, long from, long to) {
    long block = to;
    for (int j = 0; j < n; j += COLUMNS) {
      int width = Math.min(COLUMNS, n - j);
      for (int l = 0; l < k; l++) {
        NativeMemory.copy(from + 4 * ((long) l * n + j), block, 4L * width);
        block += 4L * width;
      }
    }
  }

  /** Of the transpose of a matrix {@code [n, k]}: a block is made of so many of its rows. */
  private static void copyTransposed(int n, int k, long from, long to) {
    Workspace workspace = Workspace.ofThread();
    float[] rows = workspace.image(COLUMNS * k);
    float[] block = workspace.columns(COLUMNS * k);
    for (int j = 0; j < n; j += COLUMNS) {
      int width = Math.min(COLUMNS, n - j);
      NativeMemory.read(from + 4L * j * k, rows, 0, width * k);
      for (int l = 0; l < k; l++) {
        for (int i = 0; i < width; i++) {
          block[l * width + i] = rows[i * k + l];
        }
      }
      NativeMemory.write(block, 0, to + 4L * j * k, width * k);
    }
  }

  /** {@code c += a b} by addresses, in the caller's thread; a is {@code [m, k]}, both dense. */
  public void addProduct(int m, long a, long c) {
    try {
      long b = NativeMemory.address(blocks);
      for (int j = 0; j < n; j += COLUMNS) {
        int width = Math.min(COLUMNS, n - j);
        Product product = new Product(false, false, m, width, k, k, width, n);
        for (int l = 0; l < k; l += DEPTH) {
          long block = b + 4 * ((long) j * k + (long) l * width);
          Blas.multiply(
              product, m, width, Math.min(DEPTH, k - l), a + 4L * l, block, 1, c + 4L * j);
        }
      }
    } finally {
      Reference.reachabilityFence(blocks);
    }
  }
}
