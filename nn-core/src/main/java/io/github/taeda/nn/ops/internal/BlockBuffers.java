package io.github.taeda.nn.ops.internal;

import java.util.Objects;

/**
 * One thread's scratch arrays for functions over blocks of at most {@value #SIZE} floats, so that a
 * call allocates nothing.
 */
public final class BlockBuffers {
  /** The longest block. */
  public static final int SIZE = 1024;

  private static final ThreadLocal<BlockBuffers> OF_THREAD =
      ThreadLocal.withInitial(BlockBuffers::new);

  /** What an exponential is taken of, brought into its range. */
  final float[] argument = new float[SIZE];

  /** {@link Exponentials#SHIFT} plus an integer. */
  final float[] shifted = new float[SIZE];

  /** What the fraction contributes: e^r − 1, or a logarithm's mantissa. */
  final float[] part = new float[SIZE];

  /** Powers of two. */
  final float[] scale = new float[SIZE];

  /** Further powers of two, where one does not reach. */
  final float[] scale2 = new float[SIZE];

  /** For kernels: no function over blocks writes to it. */
  final float[] spare = new float[SIZE];

  final int[] bits = new int[SIZE];
  final int[] bits2 = new int[SIZE];
  final int[] bits3 = new int[SIZE];

  /** Buffers for one thread; most callers want {@link #ofThread}. */
  public BlockBuffers() {}

  /** The calling thread's buffers. */
  public static BlockBuffers ofThread() {
    return OF_THREAD.get();
  }

  /** The bits of {@code n} floats. */
  static void copy(float[] from, int[] to, int n) {
    Objects.checkFromIndexSize(0, n, Math.min(from.length, to.length));
    NativeMemory.copy(from, to, n);
  }

  /** The floats of {@code n} bit patterns. */
  static void copy(int[] from, float[] to, int n) {
    Objects.checkFromIndexSize(0, n, Math.min(from.length, to.length));
    NativeMemory.copy(from, to, n);
  }
}
