package io.github.taeda.nn.ops.internal;

/**
 * The exponential function and its kin over blocks of floats, in loops that the JVM's compiler
 * vectorises.
 *
 * <p>Each method computes {@code y[i] = f(x[i])} for {@code i < n ≤} {@link BlockBuffers#SIZE};
 * {@code x} and {@code y} may be the same array. NaN gives NaN.
 *
 * <p>The largest errors are given in ulps ({@link Math#ulp(float)} of the result) and hold for
 * every float.
 *
 * <p>e^x = 2^k · e^r with k = x / ln 2 rounded to an integer and |r| ≤ ln 2 / 2: e^r − 1 is a
 * polynomial, 2^k is made of its bits. Such loops may not cast, compare or look at a float's bits;
 * so k comes out of the low bits of {@code SHIFT + k}, in loops over ints.
 */
public final class Exponentials {
  /** 1.5 · 2^23: floats this large are integers, and adding it rounds to an integer. */
  static final float SHIFT = 0x1.8p23f;

  /** The bits of {@link #SHIFT}. */
  static final int SHIFT_BITS = 0x4b400000;

  /** The bits of 1. */
  static final int ONE_BITS = 0x3f800000;

  /** The number of bits behind a float's exponent. */
  static final int MANTISSA = 23;

  static final float LOG2_E = 1.442695f;

  /** ln 2 in two parts; the first has 15 bits, so that its multiples up to 2^9 are exact. */
  static final float LN2_HIGH = 0x1.62e4p-1f;

  static final float LN2_LOW = 0x1.7f7d1cp-20f;

  /** Where e^x has become ∞, and where it has become 0. */
  private static final float MAX = 89;

  private static final float MIN = -105;

  private Exponentials() {}

  /** {@code e^x}, to 1.1 ulp. */
  public static void exp(float[] x, float[] y, int n, BlockBuffers buffers) {
    float[] argument = buffers.argument;
    float[] part = buffers.part;
    float[] scale = buffers.scale;
    float[] scale2 = buffers.scale2;
    for (int i = 0; i < n; i++) {
      argument[i] = Math.max(Math.min(x[i], MAX), MIN);
    }
    split(buffers, n);
    twoScales(buffers, n);
    for (int i = 0; i < n; i++) {
      y[i] = (1 + part[i]) * scale[i] * scale2[i];
    }
  }

  /** {@code e^x − 1}, to 2 ulp for small x too; of −0 it is −0. */
  public static void expm1(float[] x, float[] y, int n, BlockBuffers buffers) {
    float[] argument = buffers.argument;
    float[] shifted = buffers.shifted;
    float[] part = buffers.part;
    float[] scale = buffers.scale;
    for (int i = 0; i < n; i++) {
      argument[i] = Math.max(Math.min(x[i], MAX), -20);
    }
    split(buffers, n);
    scale(buffers, n);
    for (int i = 0; i < n; i++) {
      // 2 where k is 128, of which no float is the power; there ± 1 does not count.
      float twice = 1 + Math.max(shifted[i] - (SHIFT + 127), 0);
      float result = (scale[i] * part[i] + (scale[i] - 1)) * twice;
      // The bound is ∞ or nearly so for x > 0, -0 for x < 0, and keeps the sign of zero.
      y[i] = Math.min(result, Math.max(x[i], -0f) * 0x1p127f);
    }
  }

  /** {@code 1 / (1 + e^−x)}, to 3 ulp for very negative x too; at most 1. */
  public static void sigmoid(float[] x, float[] y, int n, BlockBuffers buffers) {
    float[] argument = buffers.argument;
    float[] part = buffers.part;
    float[] scale = buffers.scale;
    float[] scale2 = buffers.scale2;
    for (int i = 0; i < n; i++) {
      argument[i] = Math.max(Math.min(x[i], 40), MIN);
    }
    split(buffers, n);
    twoScales(buffers, n);
    for (int i = 0; i < n; i++) {
      float power = (1 + part[i]) * scale[i] * scale2[i];
      y[i] = power / (1 + power);
    }
  }

  /** {@code tanh x}, to 3 ulp; at most 1 and at most |x| in size, and of −0 it is −0. */
  public static void tanh(float[] x, float[] y, int n, BlockBuffers buffers) {
    float[] argument = buffers.argument;
    float[] part = buffers.part;
    float[] scale = buffers.scale;
    for (int i = 0; i < n; i++) {
      // Below 2^-20 tanh x = x; denormal values would be slow.
      argument[i] = 2 * Math.max(Math.min(Math.abs(x[i]), 10), 0x1p-20f);
    }
    split(buffers, n);
    scale(buffers, n);
    for (int i = 0; i < n; i++) {
      float power = scale[i] * part[i] + (scale[i] - 1);
      float size = power / (power + 2);
      y[i] = Math.max(-size, Math.min(x[i], size));
    }
  }

  /**
   * From {@code argument}: {@code SHIFT + k} to {@code shifted}, {@code e^r − 1} to {@code part}.
   */
  static void split(BlockBuffers buffers, int n) {
    float[] argument = buffers.argument;
    float[] shifted = buffers.shifted;
    float[] part = buffers.part;
    for (int i = 0; i < n; i++) {
      float x = argument[i];
      float sum = x * LOG2_E + SHIFT;
      float k = sum - SHIFT;
      shifted[i] = sum;
      part[i] = nearZero(x - k * LN2_HIGH - k * LN2_LOW);
    }
  }

  /**
   * {@code e^r − 1} for |r| ≤ ln 2 / 2.
   *
   * <p>Fitted on that interval for the smallest maximum relative error, which is 1.4e-8: a quarter
   * of an ulp.
   */
  static float nearZero(float r) {
    float p = 0.0013869945f;
    p = p * r + 0.008366253f;
    p = p * r + 0.041667443f;
    p = p * r + 0.16666546f;
    p = p * r + 0.49999997f;
    return r + r * r * p;
  }

  /** {@code 2^min(k, 127)} to {@code scale}, for −126 ≤ k ≤ 128. */
  private static void scale(BlockBuffers buffers, int n) {
    int[] bits = buffers.bits;
    BlockBuffers.copy(buffers.shifted, bits, n);
    for (int i = 0; i < n; i++) {
      int b = bits[i];
      bits[i] = ((b - ((SHIFT_BITS + 127 - b) >>> 31)) << MANTISSA) + ONE_BITS;
    }
    BlockBuffers.copy(bits, buffers.scale, n);
  }

  /** {@code 2^k} as a product of {@code scale} and {@code scale2}, so that k may be −252 to 254. */
  static void twoScales(BlockBuffers buffers, int n) {
    int[] bits = buffers.bits;
    int[] bits2 = buffers.bits2;
    BlockBuffers.copy(buffers.shifted, bits, n);
    for (int i = 0; i < n; i++) {
      int k = bits[i] - SHIFT_BITS;
      int half = k >> 1;
      bits[i] = (half << MANTISSA) + ONE_BITS;
      bits2[i] = ((k - half) << MANTISSA) + ONE_BITS;
    }
    BlockBuffers.copy(bits, buffers.scale, n);
    BlockBuffers.copy(bits2, buffers.scale2, n);
  }
}
