package io.github.taeda.nn.ops.internal;

/**
 * FLOAT products in parts so small that OpenBLAS packs none of the operands. Its kernels for
 * AVX-512 multiply small matrices as they lie in memory; in a larger product of few rows, or with a
 * short summed axis, packing takes a fifth to a third of the time.
 */
final class UnpackedProducts {
  /** Multiplications up to which OpenBLAS packs nothing. */
  private static final long MAX_SIZE = 1_000_000;

  /** Multiplications of a part of a product without a transpose, about, for which it is fastest. */
  private static final long MAX_UNTRANSPOSED_SIZE = 530_000;

  /** Rows or columns of a part: a multiple of this. */
  private static final int SIDE = 16;

  /** Rows of a part of {@code aᵀ b}, at most. */
  private static final int MAX_ROWS = 128;

  /** The same at least on a processor of AMD, which computes wider ones in tiles. */
  private static final int MIN_ROWS = 64;

  // A tile: four registers of columns, and the largest size that is not packed. In one thread of a
  // Zen 4, 10⁹ multiplications and additions per second:
  //
  //                                   before   tiles
  // [16, 128] x [128, 512]                55     113
  // [64, 100] x [100, 256]                85     116
  // [128, 784] x [784, 256]               95     115
  // [256, 1024] x [1024, 1024]            89      95
  // [128, 784]^T x [128, 256]            100     114
  // [128, 784]^T x [128, 100]            111     112
  // [1024, 128]^T x [1024, 512]           89     110
  // [256, 1024]^T x [256, 1024]           94     103
  static final int TILE_COLUMNS = 64;

  static final int TILE_DEPTH = 128;
  private static final int TILE_ROWS = 120;

  /** So that sums of sides stay in int. */
  private static final int MAX_SIDE = 1 << 30;

  /** Rows of b at distances that are multiples of this fall into the same sets of the cache. */
  private static final int CROWDED = 128;

  private UnpackedProducts() {}

  /** Whether {@link #run} computes a product in tiles with these kernels. */
  static boolean isTiled(Product p, FloatKernels kernels) {
    int longest = Math.max(p.k(), Math.max(p.m(), p.n()));
    if (p.transposeB() || p.size() <= MAX_SIZE || longest > MAX_SIDE) {
      return false;
    }
    return switch (kernels) {
      case PACKED, ONE_DNN -> false;
      case WIDE -> !p.transposeA() && !isCrowded(p);
      case WIDE_ON_AMD -> !p.transposeA() || rows(p) < MIN_ROWS;
    };
  }

  /** Whether rows of b fall into the same sets of the cache. */
  static boolean isCrowded(Product p) {
    return p.strideB() % CROWDED == 0;
  }

  /** {@code c = op(a) op(b)}, plus what c holds if {@code add}, in parts or whole. */
  static void run(Product p, long a, long b, boolean add, long c) {
    FloatKernels kernels = Blas.kernels();
    if (isTiled(p, kernels)) {
      tiles(p, a, b, add, c);
      return;
    }
    int rows = p.transposeA() && !p.transposeB() ? rows(p) : 0;
    if (rows == 0 || rows >= p.m() || !kernels.areWide()) {
      Blas.multiply(p, a, b, add ? 1f : 0f, c);
      return;
    }
    for (int i = 0; i < p.m(); i += rows) {
      Product part = p.rows(Math.min(rows, p.m() - i));
      long to = c + 4L * i * p.strideC();
      Blas.multiply(part, a + 4 * p.offsetA(i), b, add ? 1f : 0f, to);
    }
  }

  /** Rows of a part of {@code aᵀ b} with all columns; 0 if there are too many columns. */
  private static int rows(Product p) {
    return Math.min(side(MAX_SIZE, (long) p.n() * p.k()), MAX_ROWS);
  }

  /** {@code c = op(a) b}, plus what c holds if {@code add}, tile by tile. */
  static void tiles(Product p, long a, long b, boolean add, long c) {
    for (int l = 0; l < p.k(); l += TILE_DEPTH) {
      for (int j = 0; j < p.n(); j += TILE_COLUMNS) {
        for (int i = 0; i < p.m(); i += TILE_ROWS) {
          int rows = Math.min(TILE_ROWS, p.m() - i);
          int columns = Math.min(TILE_COLUMNS, p.n() - j);
          int depth = Math.min(TILE_DEPTH, p.k() - l);
          long left = a + 4 * (p.offsetA(i) + (p.transposeA() ? (long) l * p.strideA() : l));
          long right = b + 4 * ((long) l * p.strideB() + j);
          long to = c + 4 * ((long) i * p.strideC() + j);
          Blas.multiply(p, rows, columns, depth, left, right, add || l > 0 ? 1f : 0f, to);
        }
      }
    }
  }

  /** {@code c += a op(b)} of few rows, by columns. */
  static void addFewRows(Product p, long a, long b, long c) {
    int columns = side(MAX_UNTRANSPOSED_SIZE, (long) p.m() * p.k());
    if (columns == 0 || columns >= p.n() || !Blas.kernels().areWide()) {
      Blas.multiply(p, a, b, 1f, c);
      return;
    }
    for (int j = 0; j < p.n(); j += columns) {
      Product part = p.columns(Math.min(columns, p.n() - j));
      Blas.multiply(part, a, b + 4 * p.offsetB(j), 1f, c + 4L * j);
    }
  }

  private static int side(long maxSize, long multiplications) {
    return (int) (maxSize / multiplications / SIDE * SIDE);
  }
}
