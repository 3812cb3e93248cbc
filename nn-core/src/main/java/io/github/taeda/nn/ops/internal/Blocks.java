package io.github.taeda.nn.ops.internal;

import java.lang.ref.Reference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs kernels over the memory of dense arrays: a block is copied to the heap, computed there and
 * copied back. C2 vectorises loops over Java arrays but not loops over addresses, and the copies
 * stay in the processor's first cache.
 */
public final class Blocks {
  /**
   * Elements from which blocks are shared with other threads: some 50 µs of work, or several times
   * as much.
   */
  private static final long PARALLEL_LENGTH = 200_000;

  /** Elements from which the call of a BLAS beats a kernel. */
  private static final long BLAS_LENGTH = 256;

  static final int LENGTH = BlockBuffers.SIZE;
  private static final ThreadLocal<Blocks> OF_THREAD = ThreadLocal.withInitial(Blocks::new);

  final BlockBuffers buffers = BlockBuffers.ofThread();
  final float[] x = new float[LENGTH];
  final float[] y = new float[LENGTH];
  final float[] z = new float[LENGTH];
  final double[] doubleX = new double[LENGTH];
  final double[] doubleY = new double[LENGTH];
  final double[] doubleZ = new double[LENGTH];

  private Blocks() {}

  /** The calling thread's blocks. */
  static Blocks ofThread() {
    return OF_THREAD.get();
  }

  /**
   * {@code output[i] = kernel(x[i], y[i], scalar)}; all dense in 'c' order, of one type and length.
   *
   * @param y ignored by kernels of one argument
   * @param output may be {@code x} or {@code y}
   */
  public static void run(
      Kernel kernel, INDArray x, @Nullable INDArray y, double scalar, INDArray output) {
    long n = NativeMemory.length(output);
    long from = NativeMemory.address(x);
    long second = y == null ? 0 : NativeMemory.address(y);
    long to = NativeMemory.address(output);
    try {
      if (output.dataType() == DataType.DOUBLE) {
        OF_THREAD.get().doubles(kernel.requireDoubles(), from, second, scalar, to, n);
      } else if (n < PARALLEL_LENGTH) {
        OF_THREAD.get().floats(kernel.floats(), from, second, (float) scalar, to, n);
      } else {
        share(kernel.floats(), from, second, (float) scalar, to, n);
      }
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(y);
      Reference.reachabilityFence(output);
    }
  }

  private static void share(
      Kernel.Floats kernel, long from, long second, float s, long to, long n) {
    KernelThreads.ranges(
        n,
        LENGTH,
        (start, count) -> {
          long other = second == 0 ? 0 : second + 4 * start;
          OF_THREAD.get().floats(kernel, from + 4 * start, other, s, to + 4 * start, count);
        });
  }

  /** {@code output = value}, everywhere. */
  public static void fill(INDArray output, double value) {
    long to = NativeMemory.address(output);
    long n = NativeMemory.length(output);
    try {
      if (Double.doubleToRawLongBits(value) == 0) {
        NativeMemory.zero(to, n * output.dataType().width());
      } else if (output.dataType() == DataType.FLOAT) {
        OF_THREAD.get().fill((float) value, to, n);
      } else {
        OF_THREAD.get().fill(value, to, n);
      }
    } finally {
      Reference.reachabilityFence(output);
    }
  }

  /** {@code output += factor · x}, both dense in 'c' order. */
  public static void addScaled(double factor, INDArray x, INDArray output) {
    long n = NativeMemory.length(output);
    if (n < BLAS_LENGTH || n > Integer.MAX_VALUE || factor == 0 || !Blas.isAvailable()) {
      run(ElementwiseKernels.ADD_SCALED, x, output, factor, output);
      return;
    }
    boolean isFloat = output.dataType() == DataType.FLOAT;
    long from = NativeMemory.address(x);
    long to = NativeMemory.address(output);
    try {
      if (n < PARALLEL_LENGTH) {
        addScaled(isFloat, factor, from, to, n);
      } else {
        long width = isFloat ? 4 : 8;
        KernelThreads.ranges(
            n,
            LENGTH,
            (start, count) ->
                addScaled(isFloat, factor, from + width * start, to + width * start, count));
      }
    } finally {
      Reference.reachabilityFence(x);
      Reference.reachabilityFence(output);
    }
  }

  private static void addScaled(boolean isFloat, double factor, long x, long output, long n) {
    if (isFloat) {
      Blas.addScaled((int) n, (float) factor, x, output);
    } else {
      Blas.addScaled((int) n, factor, x, output);
    }
  }

  private void fill(float value, long to, long n) {
    Arrays.fill(z, value);
    for (long start = 0; start < n; start += LENGTH) {
      NativeMemory.write(z, 0, to + 4 * start, (int) Math.min(LENGTH, n - start));
    }
  }

  private void fill(double value, long to, long n) {
    Arrays.fill(doubleZ, value);
    for (long start = 0; start < n; start += LENGTH) {
      NativeMemory.write(doubleZ, 0, to + 8 * start, (int) Math.min(LENGTH, n - start));
    }
  }

  private void floats(Kernel.Floats kernel, long from, long second, float s, long to, long n) {
    for (long start = 0; start < n; start += LENGTH) {
      int count = (int) Math.min(LENGTH, n - start);
      NativeMemory.read(from + 4 * start, x, 0, count);
      if (second != 0) {
        NativeMemory.read(second + 4 * start, y, 0, count);
      }
      kernel.run(x, y, s, z, count, buffers);
      NativeMemory.write(z, 0, to + 4 * start, count);
    }
  }

  private void doubles(Kernel.Doubles kernel, long from, long second, double s, long to, long n) {
    for (long start = 0; start < n; start += LENGTH) {
      int count = (int) Math.min(LENGTH, n - start);
      NativeMemory.read(from + 8 * start, doubleX, 0, count);
      if (second != 0) {
        NativeMemory.read(second + 8 * start, doubleY, 0, count);
      }
      kernel.run(doubleX, doubleY, s, doubleZ, count);
      NativeMemory.write(doubleZ, 0, to + 8 * start, count);
    }
  }
}
