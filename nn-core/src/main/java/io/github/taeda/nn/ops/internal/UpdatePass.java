package io.github.taeda.nn.ops.internal;

import java.lang.ref.Reference;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One iteration of an update rule in one pass over the memory of dense arrays: blocks of values,
 * gradients and state are copied to the heap and computed there; values and state are copied back.
 */
public final class UpdatePass {
  /** Elements from which blocks are shared with other threads: 50 to 100 µs of work. */
  private static final long PARALLEL_LENGTH = 131_072;

  /** Elements of a block: four arrays and four blocks fill half of the first cache. */
  private static final int FLOATS = 512;

  private static final int DOUBLES = 256;
  private static final ThreadLocal<Buffers> BUFFERS = ThreadLocal.withInitial(Buffers::new);

  private UpdatePass() {}

  /**
   * Runs a kernel; all arrays dense in 'c' order, of one type and length.
   *
   * @param first array of the state
   * @param second array of the state; null if the kernel has only one
   */
  public static void run(
      UpdateKernel kernel,
      INDArray values,
      INDArray gradients,
      INDArray first,
      @Nullable INDArray second) {
    long n = NativeMemory.length(values);
    long v = NativeMemory.address(values);
    long g = NativeMemory.address(gradients);
    long a = NativeMemory.address(first);
    long b = second == null ? 0 : NativeMemory.address(second);
    boolean isFloat = values.dataType() == DataType.FLOAT;
    try {
      if (n >= PARALLEL_LENGTH) {
        share(kernel, isFloat, v, g, a, b, n);
      } else if (isFloat) {
        floats(kernel, v, g, a, b, 0, n);
      } else {
        doubles(kernel, v, g, a, b, 0, n);
      }
    } finally { // an array's memory is freed once nobody refers to it
      Reference.reachabilityFence(values);
      Reference.reachabilityFence(gradients);
      Reference.reachabilityFence(first);
      Reference.reachabilityFence(second);
    }
  }

  private static void share(
      UpdateKernel kernel, boolean isFloat, long v, long g, long a, long b, long n) {
    KernelThreads.ranges(
        n,
        FLOATS,
        isFloat
            ? (start, count) -> floats(kernel, v, g, a, b, start, count)
            : (start, count) -> doubles(kernel, v, g, a, b, start, count));
  }

  /** Updates {@code n} elements of the arrays at four addresses, the last 0 if there is none. */
  private static void floats(
      UpdateKernel kernel, long v, long g, long a, long b, long from, long n) {
    Buffers at = BUFFERS.get();
    for (long start = from; start < from + n; start += FLOATS) {
      int count = (int) Math.min(FLOATS, from + n - start);
      NativeMemory.read(v + 4 * start, at.values, 0, count);
      NativeMemory.read(g + 4 * start, at.gradients, 0, count);
      NativeMemory.read(a + 4 * start, at.first, 0, count);
      if (b != 0) {
        NativeMemory.read(b + 4 * start, at.second, 0, count);
      }
      kernel.run(at.values, at.gradients, at.first, at.second, count);
      NativeMemory.write(at.values, 0, v + 4 * start, count);
      NativeMemory.write(at.first, 0, a + 4 * start, count);
      if (b != 0) {
        NativeMemory.write(at.second, 0, b + 4 * start, count);
      }
    }
  }

  private static void doubles(
      UpdateKernel kernel, long v, long g, long a, long b, long from, long n) {
    Buffers at = BUFFERS.get();
    for (long start = from; start < from + n; start += DOUBLES) {
      int count = (int) Math.min(DOUBLES, from + n - start);
      NativeMemory.read(v + 8 * start, at.doubleValues, 0, count);
      NativeMemory.read(g + 8 * start, at.doubleGradients, 0, count);
      NativeMemory.read(a + 8 * start, at.doubleFirst, 0, count);
      if (b != 0) {
        NativeMemory.read(b + 8 * start, at.doubleSecond, 0, count);
      }
      kernel.run(at.doubleValues, at.doubleGradients, at.doubleFirst, at.doubleSecond, count);
      NativeMemory.write(at.doubleValues, 0, v + 8 * start, count);
      NativeMemory.write(at.doubleFirst, 0, a + 8 * start, count);
      if (b != 0) {
        NativeMemory.write(at.doubleSecond, 0, b + 8 * start, count);
      }
    }
  }

  /** One thread's blocks. */
  private static final class Buffers {
    final float[] values = new float[FLOATS];
    final float[] gradients = new float[FLOATS];
    final float[] first = new float[FLOATS];
    final float[] second = new float[FLOATS];
    final double[] doubleValues = new double[DOUBLES];
    final double[] doubleGradients = new double[DOUBLES];
    final double[] doubleFirst = new double[DOUBLES];
    final double[] doubleSecond = new double[DOUBLES];
  }
}
