package io.github.taeda.nn.ops.internal;

/**
 * How threads share a product: in how many parts along the rows or the columns of the result. It
 * depends on the product alone, because a BLAS may sum in another order in a part of another size.
 *
 * @param side rows or columns of the result
 * @param parts at most; of FLOAT products a power of two, so that the threads of most machines get
 *     as much each
 */
record ProductSplit(boolean byRows, int side, int parts) {
  /** Rows or columns of a part: a multiple of this. */
  static final int UNIT = 16;

  /** Multiplications from which threads share a product: some 50 µs in one. */
  private static final long MIN_SIZE = 1_200_000;

  /**
   * The same with kernels for AVX-512, some 75 µs of a Zen 4: an iteration with four products of 10
   * million took 406 µs in one thread and 265 to 285 in two, 406 beside a busy program.
   */
  private static final long MIN_WIDE_SIZE = 4_000_000;

  // Multiplications of a FLOAT part, about; there are two parts at least. Best times in µs of two
  // threads, for parts of so many million and sides of so many rows or columns, with AVX-512:
  //
  //                                          5, 48   15, 128   oneDNN
  // [256, 1024] x [1024, 1024]   268 million  2101      1700     2041
  // [64, 12512] x [12512, 100]    80 million   830       540      931   now by DeepProducts
  // [64, 100] x [12512, 100]^T                 640       630     1100
  // [1000, 784] x [784, 100]      78 million   697       497      556
  //
  // Medians with AVX2, where OpenBLAS packs what a part shares with the others for each of them:
  //
  //                                          5, 48   6, 64   15, 192   oneDNN
  // [128, 784] x [784, 256]       26 million   441     371       381      420
  // [64, 100] x [4064, 100]^T     26 million   517     444       435      681
  // [1000, 784] x [784, 100]      78 million  1349    1075      1003     1613
  //
  // With AVX2 and oneDNN's kernels an iteration with products of 80 million took 9.6 ms with eight
  // parts, and 8.8 ms with four.
  private static final long PART_SIZE = 6_000_000;
  private static final long WIDE_PART_SIZE = 15_000_000;
  private static final long DOUBLE_PART_SIZE = 5_000_000;

  /** Rows or columns of a part, about, from which packing is a small part of it. */
  private static final int MIN_SIDE = 64;

  private static final int MIN_WIDE_SIDE = 128;
  private static final int MIN_DOUBLE_SIDE = 48;

  /** Rows of a part, about, that is computed in tiles: nothing is packed. */
  private static final int MIN_TILED_ROWS = 32;

  /** Parts, at most. */
  private static final long MAX_PARTS = 64;

  /** Of a FLOAT product. */
  static ProductSplit ofFloats(Product p, FloatKernels kernels) {
    boolean isTiled =
        UnpackedProducts.isTiled(p, kernels)
            && !UnpackedProducts.isCrowded(p)
            && p.m() >= 2 * MIN_TILED_ROWS;
    boolean byRows = isTiled || p.m() >= p.n();
    int side = byRows ? p.m() : p.n();
    boolean packs = kernels == FloatKernels.PACKED;
    int least = packs ? MIN_SIDE : MIN_WIDE_SIDE;
    long partSize = packs ? PART_SIZE : WIDE_PART_SIZE;
    int parts = parts(side / (isTiled ? MIN_TILED_ROWS : least), p.size() / partSize);
    return new ProductSplit(byRows, side, Integer.highestOneBit(parts));
  }

  /**
   * Of a DOUBLE product, along the longer side: each part packs all of the operand that it shares
   * with the others, so that is the smaller one.
   */
  static ProductSplit ofDoubles(Product p) {
    boolean byRows = p.m() >= p.n();
    int side = byRows ? p.m() : p.n();
    return new ProductSplit(
        byRows, side, parts(side / MIN_DOUBLE_SIDE, p.size() / DOUBLE_PART_SIZE));
  }

  private static int parts(int most, long wanted) {
    return (int) Math.max(2, Math.min(Math.min(MAX_PARTS, most), wanted));
  }

  /** Whether threads share a FLOAT product. */
  static boolean sharesFloats(Product p, FloatKernels kernels) {
    return p.size() >= (kernels.areWide() ? MIN_WIDE_SIZE : MIN_SIZE) && hasParts(p);
  }

  /** Whether threads share a DOUBLE product. */
  static boolean sharesDoubles(Product p) {
    return p.size() >= MIN_SIZE && hasParts(p);
  }

  private static boolean hasParts(Product p) {
    return Math.max(p.m(), p.n()) >= 2 * UNIT;
  }
}
