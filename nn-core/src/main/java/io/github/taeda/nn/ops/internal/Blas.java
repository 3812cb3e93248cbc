package io.github.taeda.nn.ops.internal;

import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Calls of a BLAS by addresses, each in the caller's thread. Matrices are row by row; a leading
 * dimension is the distance of two rows.
 */
final class Blas {
  private static final int ROW_MAJOR = 101;
  private static final int NO_TRANSPOSE = 111;
  private static final int TRANSPOSE = 112;
  private static final int MAX_ROWS = 512;
  private static final ThreadLocal<DoubleAddress[]> DOUBLES =
      ThreadLocal.withInitial(
          () ->
              new DoubleAddress[] {new DoubleAddress(), new DoubleAddress(), new DoubleAddress()});

  private Blas() {}

  /** Whether the library is there. */
  static boolean isAvailable() {
    return Loaded.AVAILABLE;
  }

  /** Which kernels compute FLOAT products. */
  static FloatKernels kernels() {
    return Loaded.KERNELS;
  }

  /** {@code c = op(a) op(b) + beta c}, c being {@code [m, n]}, summed over k. */
  static void multiply(Product p, long a, long b, float beta, long c) {
    multiply(p, p.m(), p.n(), p.k(), a, b, beta, c);
  }

  /** The same for a part of the product: {@code [m, n]} of c, summed over k. */
  static void multiply(Product p, int m, int n, int k, long a, long b, float beta, long c) {
    FloatAddress[] at = FloatAddress.ofThread();
    openblas_nolapack.cblas_sgemm(
        ROW_MAJOR,
        p.transposeA() ? TRANSPOSE : NO_TRANSPOSE,
        p.transposeB() ? TRANSPOSE : NO_TRANSPOSE,
        m,
        n,
        k,
        1,
        at[0].at(a),
        p.strideA(),
        at[1].at(b),
        p.strideB(),
        beta,
        at[2].at(c),
        p.strideC());
  }

  /** One row of the product: of {@code op(a)} with {@code op(b)}. */
  static void multiplyRow(Product p, long a, long b, float beta, long c) {
    FloatAddress[] at = FloatAddress.ofThread();
    openblas_nolapack.cblas_sgemv(
        ROW_MAJOR,
        p.transposeB() ? NO_TRANSPOSE : TRANSPOSE,
        p.transposeB() ? p.n() : p.k(),
        p.transposeB() ? p.k() : p.n(),
        1,
        at[0].at(b),
        p.strideB(),
        at[1].at(a),
        p.transposeA() ? p.strideA() : 1,
        beta,
        at[2].at(c),
        1);
  }

  /** One column of the product: {@code op(a)} with one of {@code op(b)}. */
  static void multiplyColumn(Product p, long a, long b, float beta, long c) {
    FloatAddress[] at = FloatAddress.ofThread();
    openblas_nolapack.cblas_sgemv(
        ROW_MAJOR,
        p.transposeA() ? TRANSPOSE : NO_TRANSPOSE,
        p.transposeA() ? p.k() : p.m(),
        p.transposeA() ? p.m() : p.k(),
        1,
        at[0].at(a),
        p.strideA(),
        at[1].at(b),
        p.transposeB() ? 1 : p.strideB(),
        beta,
        at[2].at(c),
        p.strideC());
  }

  /** {@code c = op(a) op(b) + beta c} in DOUBLE. */
  static void multiply(Product p, long a, long b, double beta, long c) {
    DoubleAddress[] at = DOUBLES.get();
    openblas_nolapack.cblas_dgemm(
        ROW_MAJOR,
        p.transposeA() ? TRANSPOSE : NO_TRANSPOSE,
        p.transposeB() ? TRANSPOSE : NO_TRANSPOSE,
        p.m(),
        p.n(),
        p.k(),
        1,
        at[0].at(a),
        p.strideA(),
        at[1].at(b),
        p.strideB(),
        beta,
        at[2].at(c),
        p.strideC());
  }

  /** {@code y[j] += Σ_i a[i, j]} for at most {@value #MAX_ROWS} rows. */
  static void addColumnSums(int rows, int columns, long a, long y) {
    FloatAddress[] at = FloatAddress.ofThread();
    openblas_nolapack.cblas_sgemv(
        ROW_MAJOR,
        TRANSPOSE,
        rows,
        columns,
        1,
        at[0].at(a),
        columns,
        Loaded.ONES,
        1,
        1,
        at[1].at(y),
        1);
  }

  /** {@code y += factor x}. */
  static void addScaled(int n, float factor, long x, long y) {
    FloatAddress[] at = FloatAddress.ofThread();
    openblas_nolapack.cblas_saxpy(n, factor, at[0].at(x), 1, at[1].at(y), 1);
  }

  /** {@code y += factor x}. */
  static void addScaled(int n, double factor, long x, long y) {
    DoubleAddress[] at = DOUBLES.get();
    openblas_nolapack.cblas_daxpy(n, factor, at[0].at(x), 1, at[1].at(y), 1);
  }

  /** Σ|x|. */
  static float absoluteSum(int n, long x) {
    return openblas_nolapack.cblas_sasum(n, FloatAddress.ofThread()[0].at(x), 1);
  }

  /** √Σx². */
  static float floatNorm(int n, long x) {
    return openblas_nolapack.cblas_snrm2(n, FloatAddress.ofThread()[0].at(x), 1);
  }

  /** √Σx². */
  static double doubleNorm(int n, long x) {
    return openblas_nolapack.cblas_dnrm2(n, DOUBLES.get()[0].at(x), 1);
  }

  private static final class Loaded {
    static final boolean AVAILABLE = load();
    static final FloatPointer ONES = ones();
    static final FloatKernels KERNELS = FloatKernels.chosen();

    private static FloatPointer ones() {
      float[] ones = new float[MAX_ROWS];
      Arrays.fill(ones, 1);
      return new FloatPointer(ones);
    }

    private static boolean load() {
      NativeTuning.apply(); // before the library loads
      try {
        return openblas_nolapack.blas_get_num_threads() > 0; // how many is native tuning's choice
      } catch (LinkageError e) {
        return false;
      }
    }
  }

  /** A pointer that is set to an address for each call. */
  private static final class DoubleAddress extends DoublePointer {
    DoubleAddress() {
      super((Pointer) null);
    }

    DoubleAddress at(long address) {
      this.address = address;
      return this;
    }
  }
}
