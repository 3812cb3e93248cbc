package io.github.taeda.nn.ops.internal;

/**
 * How threads share a product: in how many parts along the rows or the columns of the result. It
 * depends on the product alone, because a BLAS may sum in another order in a part of another size.
 *
 * @param side rows or columns of the result
 */
record ProductSplit(boolean byRows, int side, int parts) {
  /** Rows or columns of a part: a multiple of this. */
  static final int UNIT = 16;

  // Best times in µs of two threads, OpenBLAS' kernels for AVX-512, parts of
  //                                    5 million, 48    15 million, 128    oneDNN
  // [256, 1024] x [1024, 1024]                   2101               1700      2041
  // [1000, 784] x [784, 100]                      697                497       556
  // [64, 100] x [12512, 100] transposed           640                630      1100
  private static final long PART_SIZE = 15_000_000; // multiplications, about

  /** Rows or columns of a part, about, from which packing is a small part of it. */
  private static final int PACKED_SIDE = 128;

  /** Rows of a part, about, of which nothing is packed. */
  private static final int TILED_SIDE = 32;

  /** In FLOAT; tiles may as well have few rows. */
  static ProductSplit ofFloats(Product p) {
    boolean isTiled = UnpackedProducts.isTiled(p) && p.m() >= 2 * TILED_SIDE;
    return isTiled ? new ProductSplit(true, p.m(), parts(p, p.m() / TILED_SIDE)) : ofDoubles(p);
  }

  /**
   * Along the longer side: each part packs all of the operand that it shares with the others, so
   * that is the smaller one.
   */
  static ProductSplit ofDoubles(Product p) {
    boolean byRows = p.m() >= p.n();
    int side = byRows ? p.m() : p.n();
    return new ProductSplit(byRows, side, parts(p, side / PACKED_SIDE));
  }

  /** A power of two, so that the threads of most machines get as much each. */
  private static int parts(Product p, int most) {
    return (int) Long.highestOneBit(Math.max(2, Math.min(most, p.size() / PART_SIZE)));
  }

  /** Whether the side is long enough for two parts. */
  boolean isPossible() {
    return side >= 2 * UNIT;
  }
}
