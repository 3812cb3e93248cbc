package io.github.taeda.nn.ops.internal;

import org.bytedeco.dnnl.global.dnnl;

/**
 * FLOAT products by oneDNN's own library, in the caller's thread. The backend brings it for the
 * platforms where it was measured; it is loaded before the first product that it computes.
 */
final class OneDnn {
  /**
   * Multiplications from which it was measured to be faster than OpenBLAS, which is loaded anyway.
   */
  private static final long MIN_SIZE = 10_000;

  private static final int SUCCESS = 0;

  private OneDnn() {}

  /** Whether the library's jar is there. */
  static boolean isPresent() {
    return OneDnn.class.getResource("/org/bytedeco/dnnl/linux-x86_64/libdnnl.so.2") != null;
  }

  /** Whether it computes a product with these kernels. */
  static boolean suits(Product p, FloatKernels kernels) {
    return kernels == FloatKernels.ONE_DNN && p.size() >= MIN_SIZE && Loaded.AVAILABLE;
  }

  /** {@code c = op(a) op(b)}, plus what c holds if {@code add}. */
  static void multiply(Product p, long a, long b, boolean add, long c) {
    int threads = OpenMp.threads();
    OpenMp.set(1);
    try {
      int status = call(p, a, b, add ? 1 : 0, c);
      if (status != SUCCESS) {
        throw new IllegalStateException("oneDNN rejected " + p + " with status " + status);
      }
    } finally {
      OpenMp.set(threads);
    }
  }

  private static int call(Product p, long a, long b, float beta, long c) {
    FloatAddress[] at = FloatAddress.ofThread();
    return dnnl.dnnl_sgemm(
        transpose(p.transposeA()),
        transpose(p.transposeB()),
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

  private static byte transpose(boolean isTransposed) {
    return (byte) (isTransposed ? 'T' : 'N');
  }

  private static final class Loaded {
    static final boolean AVAILABLE = load();

    private static boolean load() {
      try {
        return dnnl.dnnl_version().major() > 0;
      } catch (LinkageError e) {
        return false;
      }
    }
  }
}
