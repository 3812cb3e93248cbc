package io.github.taeda.nn.ops.internal;

import java.util.stream.Stream;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;

/**
 * FLOAT products by oneDNN's own library, in the caller's thread. The backend brings it for the
 * platforms where it was measured; it is loaded before the first product that it computes.
 */
final class OneDnn {
  // Medians in µs of one thread of a Zen 3, by OpenBLAS' kernels for AVX2 and by oneDNN's:
  //
  // [64, 100] x [100, 10]            5.0    4.2
  // [8, 784] x [784, 100]             75     29
  // [16, 512] x [128, 512]^T          72     40     a step of an LSTM
  // [64, 256] x [256, 100]            77     59
  // [128, 256] x [256, 256]          283    237
  // [64, 4064] x [4064, 100]         996    751
  // [4064, 64]^T x [64, 100]         904    865
  // [256, 1024] x [1024, 1024]      7621   8088
  // [256, 128]^T x [128, 256]        276    311
  // [256, 512]^T x [512, 512]       1688   2504     in another run 7 % longer
  //
  // Of 61 sizes below 100 million it took less time for 55, in the median a quarter less.
  /** Multiplications from which it is faster; for fewer it need not even be loaded. */
  private static final long MIN_SIZE = 10_000;

  private static final int SUCCESS = 0;

  private OneDnn() {}

  /** Whether its jars are there, and this is the platform where it was measured. */
  static boolean isPresent() {
    return Loader.getPlatform().equals("linux-x86_64")
        && Stream.of(
                "dnnl/global/dnnl.class",
                "dnnl/linux-x86_64/libdnnl.so.2",
                "opencl/presets/OpenCL.class",
                "opencl/linux-x86_64/libjniOpenCL.so")
            .allMatch(name -> OneDnn.class.getResource("/org/bytedeco/" + name) != null);
  }

  /** Whether it computes a product with these kernels. */
  static boolean suits(Product p, FloatKernels kernels) {
    return kernels == FloatKernels.ONE_DNN && p.size() >= MIN_SIZE && Loaded.AVAILABLE;
  }

  /** {@code c = op(a) op(b)}, plus what c holds if {@code add}. */
  static void multiply(Product p, long a, long b, boolean add, long c) {
    int threads = OpenMp.threads(); // by inOneThread each product would leave a lambda on the heap
    OpenMp.set(1);
    try {
      require(call(p, a, b, add ? 1 : 0, c), p);
    } finally {
      OpenMp.set(threads);
    }
  }

  private static void require(int status, Product p) {
    if (status != SUCCESS) {
      throw new IllegalStateException("oneDNN failed with status " + status + " at " + p);
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
