package io.github.taeda.nn.ops.internal;

import java.lang.ref.Reference;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Matrix products on the arrays' memory: small ones by plain loops, larger ones by a BLAS in the
 * caller's thread, the largest by a BLAS in several threads, split by rows or columns of the
 * result, or along a long summed axis. The parts depend on the sizes alone, so that the number of
 * threads has no influence on the bits.
 */
public final class Products {
  /** Multiplications up to which plain loops beat the call of a BLAS. */
  private static final int LOOPS = 64;

  private Products() {}

  /** Whether a product can be computed here: the BLAS is there and counts in int. */
  public static boolean suits(long m, long n, long k) {
    return Math.max(Math.max(m, n), k) <= Integer.MAX_VALUE && Blas.isAvailable();
  }

  /** Whether FLOAT products are computed by kernels that pack both operands of each. */
  public static boolean hasPackedKernels() {
    return !Blas.isAvailable() || Blas.kernels() == FloatKernels.PACKED;
  }

  /** Whether FLOAT products are computed by OpenBLAS' kernels for AVX-512. */
  public static boolean hasWideKernels() {
    return Blas.isAvailable() && Blas.kernels().areWide();
  }

  /**
   * {@code c = op(a) op(b)}, plus what c holds if {@code add}; all dense in 'c' order and of one
   * type, {@code op(a)} being {@code [m, k]}, {@code op(b)} {@code [k, n]}.
   */
  public static void run(
      boolean transposeA,
      boolean transposeB,
      long k,
      INDArray a,
      INDArray b,
      boolean add,
      INDArray c) {
    int n = (int) c.shape()[c.rank() - 1];
    int m = (int) (NativeMemory.length(c) / n);
    int strideA = transposeA ? m : (int) k;
    int strideB = transposeB ? (int) k : n;
    Product product = new Product(transposeA, transposeB, m, n, (int) k, strideA, strideB, n);
    try {
      long left = NativeMemory.address(a);
      long right = NativeMemory.address(b);
      long to = NativeMemory.address(c);
      if (c.dataType() == DataType.FLOAT) {
        floats(product, left, right, add, to);
      } else {
        doubles(product, left, right, add, to);
      }
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(a);
      Reference.reachabilityFence(b);
      Reference.reachabilityFence(c);
    }
  }

  /**
   * {@code c += a op(b)} by addresses, all matrices dense, c being {@code [m, n]}.
   *
   * @param shared whether threads may share it if it is large
   */
  public static void addRows(
      DataType type,
      boolean transposeB,
      int m,
      int n,
      int k,
      long a,
      long b,
      long c,
      boolean shared) {
    Product product = new Product(false, transposeB, m, n, k, k, transposeB ? k : n, n);
    if (type == DataType.DOUBLE && shared) {
      doubles(product, a, b, true, c);
    } else if (type == DataType.DOUBLE) {
      Blas.multiply(product, a, b, 1.0, c);
    } else if (shared && ProductSplit.sharesFloats(product, Blas.kernels())) {
      floats(product, a, b, true, c);
    } else if (product.size() <= LOOPS) {
      loops(product, a, b, true, c);
    } else if (VectorProducts.suits(product, Blas.kernels())) {
      VectorProducts.run(product, a, b, true, c);
    } else if (OneDnn.suits(product, Blas.kernels())) {
      OneDnn.multiply(product, a, b, true, c);
    } else {
      UnpackedProducts.addFewRows(product, a, b, c);
    }
  }

  /** {@code c = op(a) op(b)}, plus what c holds if {@code add}; FLOAT, by addresses. */
  static void floats(Product p, long a, long b, boolean add, long c) {
    FloatKernels kernels = Blas.kernels();
    if (!ProductSplit.sharesFloats(p, kernels)) {
      alone(p, a, b, add, c);
      return;
    }
    int parts = DeepProducts.parts(p);
    if (parts > 1) {
      DeepProducts.run(p, parts, a, b, add, c);
      return;
    }
    ProductSplit split = ProductSplit.ofFloats(p, kernels);
    share(p, split, 4, a, b, c, (part, x, y, z) -> alone(part, x, y, add, z));
  }

  /** The same in FLOAT or DOUBLE, in the caller's thread, whatever the size. */
  static void alone(Product p, boolean isFloat, long a, long b, boolean add, long c) {
    if (isFloat) {
      alone(p, a, b, add, c);
    } else {
      Blas.multiply(p, a, b, add ? 1.0 : 0.0, c);
    }
  }

  private static void alone(Product p, long a, long b, boolean add, long c) {
    if (p.size() <= LOOPS) {
      loops(p, a, b, add, c);
    } else if (VectorProducts.suits(p, Blas.kernels())) {
      VectorProducts.run(p, a, b, add, c);
    } else if (OneDnn.suits(p, Blas.kernels())) {
      OneDnn.multiply(p, a, b, add, c);
    } else {
      UnpackedProducts.run(p, a, b, add, c);
    }
  }

  /** The same as {@link #floats} in DOUBLE. */
  static void doubles(Product p, long a, long b, boolean add, long c) {
    if (!ProductSplit.sharesDoubles(p)) {
      Blas.multiply(p, a, b, add ? 1.0 : 0.0, c);
      return;
    }
    ProductSplit split = ProductSplit.ofDoubles(p);
    share(p, split, 8, a, b, c, (part, x, y, z) -> Blas.multiply(part, x, y, add ? 1.0 : 0.0, z));
  }

  /** Computes a product in parts that threads share. */
  private static void share(
      Product p, ProductSplit split, int width, long a, long b, long c, Multiplication product) {
    KernelThreads.ranges(
        split.side(),
        ProductSplit.UNIT,
        split.parts(),
        (start, length) -> {
          int i = (int) start;
          int count = (int) length;
          if (split.byRows()) {
            long to = c + (long) width * i * p.strideC();
            product.run(p.rows(count), a + width * p.offsetA(i), b, to);
          } else {
            long to = c + (long) width * i;
            product.run(p.columns(count), a, b + width * p.offsetB(i), to);
          }
        });
  }

  /** Computes one part. */
  @FunctionalInterface
  private interface Multiplication {
    void run(Product part, long a, long b, long c);
  }

  private static void loops(Product p, long a, long b, boolean add, long c) {
    long rowA = 4L * (p.transposeA() ? 1 : p.strideA());
    long columnA = 4L * (p.transposeA() ? p.strideA() : 1);
    long rowB = 4L * (p.transposeB() ? 1 : p.strideB());
    long columnB = 4L * (p.transposeB() ? p.strideB() : 1);
    for (int i = 0; i < p.m(); i++) {
      for (int j = 0; j < p.n(); j++) {
        long to = c + 4L * ((long) i * p.strideC() + j);
        float sum = add ? NativeMemory.getFloat(to) : 0;
        long x = a + i * rowA;
        long y = b + j * columnB;
        for (int l = 0; l < p.k(); l++) {
          sum += NativeMemory.getFloat(x) * NativeMemory.getFloat(y);
          x += columnA;
          y += rowB;
        }
        NativeMemory.putFloat(to, sum);
      }
    }
  }
}
