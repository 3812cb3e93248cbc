package io.github.taeda.nn.ops.internal;

/** Comparisons with zero as factors 0 and 1, by the bits of floats, so that C2 vectorises them. */
final class Signs {
  private static final int ONE = Float.floatToRawIntBits(1);
  private static final int INFINITY = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);

  private Signs() {}

  /** {@code z = 1} where {@code x > 0}, else 0, also for NaN. */
  static void positive(float[] x, float[] z, int n, BlockBuffers buffers) {
    int[] bits = buffers.bits;
    NativeMemory.copy(x, bits, n);
    for (int i = 0; i < n; i++) { // the bits of x > 0 are 1…INFINITY; Math.max stays scalar here
      int outside = ((bits[i] - 1) | (INFINITY - bits[i])) >> 31;
      bits[i] = ONE - (outside & ONE);
    }
    NativeMemory.copy(bits, z, n);
  }
}
