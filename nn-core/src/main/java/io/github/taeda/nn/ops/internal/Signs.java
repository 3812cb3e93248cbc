package io.github.taeda.nn.ops.internal;

/** Comparisons with zero as factors 0 and 1, by the bits of floats, so that C2 vectorises them. */
final class Signs {
  private static final int ONE = Float.floatToRawIntBits(1);
  private static final int FIRST_NAN = Float.floatToRawIntBits(Float.POSITIVE_INFINITY) + 1;

  private Signs() {}

  /** {@code z = 1} where {@code x > 0}, else 0, also for NaN. */
  static void positive(float[] x, float[] z, int n, BlockBuffers buffers) {
    int[] bits = buffers.bits;
    NativeMemory.copy(x, bits, n);
    for (int i = 0; i < n; i++) {
      int magnitude = Math.max(bits[i], 0); // 0 for all that has the sign bit
      bits[i] = (-magnitude >> 31) & ((magnitude - FIRST_NAN) >> 31) & ONE;
    }
    NativeMemory.copy(bits, z, n);
  }
}
