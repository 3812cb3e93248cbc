package io.github.taeda.nn.ops.internal;

/**
 * FLOAT products {@code c = a b} with a long summed axis and a small result, in parts along that
 * axis whose results are added in order. Each thread reads its own part of both operands; split by
 * rows or columns of c, each would read all of one. The parts depend on the sizes alone, so the
 * number of threads has no influence on the bits.
 */
final class DeepProducts {
  // Median times in µs of two threads of a Zen 5 and a Zen 3, by rows or columns and along the
  // summed axis:
  //
  // [128, 784] x [784, 100]         82    67      154   158
  // [64, 4064] x [4064, 100]       226   169      444   401
  // [64, 12512] x [12512, 100]     742   555     1561  1265
  /** How much longer the summed axis is at least than rows and columns of the result. */
  private static final int MIN_RATIO = 4;

  /** The summed axis in a part, at least: the results are added in little time beside it. */
  private static final int MIN_DEPTH = 3 * UnpackedProducts.TILE_DEPTH;

  private static final int MAX_PARTS = 8;

  /** Elements of the result, at most: each thread's memory for parts stays some megabytes. */
  private static final long MAX_LENGTH = 1 << 17;

  private DeepProducts() {}

  /** In how many parts a product that threads share is computed so, 1 if it is not. */
  static int parts(Product p) {
    boolean isDeep = p.k() / MIN_RATIO >= Math.max(p.m(), p.n());
    boolean isSmall = p.strideC() == p.n() && (long) p.m() * p.n() <= MAX_LENGTH;
    if (!isDeep || !isSmall || p.transposeA() || p.transposeB()) {
      return 1;
    }
    return Math.max(1, Math.min(MAX_PARTS, Integer.highestOneBit(p.k() / MIN_DEPTH)));
  }

  /** {@code c = a b}, plus what c holds if {@code add}; c is dense. */
  static void run(Product p, int parts, long a, long b, boolean add, long c) {
    int length = p.m() * p.n();
    long sums = Workspace.ofThread().sums(4L * length * (parts - 1));
    KernelThreads.run(
        parts,
        i -> {
          long start = (long) p.k() * i / parts;
          int depth = (int) ((long) p.k() * (i + 1) / parts - start);
          Product part =
              new Product(false, false, p.m(), p.n(), depth, p.strideA(), p.strideB(), p.n());
          long to = i == 0 ? c : sums + 4L * length * (i - 1);
          Products.alone(part, true, a + 4 * start, b + 4 * start * p.strideB(), add && i == 0, to);
        });
    for (int i = 0; i < parts - 1; i++) {
      Blas.addScaled(length, 1f, sums + 4L * length * i, c);
    }
  }
}
