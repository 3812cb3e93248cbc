package io.github.taeda.nn.ops.internal;

/**
 * Natural logarithms over blocks of floats, in loops that the JVM's compiler vectorises.
 *
 * <p>Each method computes {@code y[i] = f(x[i])} for {@code i < n ≤} {@link BlockBuffers#SIZE};
 * {@code x} and {@code y} may be the same array. NaN gives NaN.
 *
 * <p>The largest errors are given in ulps ({@link Math#ulp(float)} of the result) and hold for
 * every float. {@link #log} takes about ten times as long for values that are zero, negative,
 * denormal, infinite or NaN.
 *
 * <p>ln(1 + f) = f − f²/2 + s · (f²/2 + R(s²)) with s = f / (2 + f): R is a polynomial, and what is
 * rounded is small against f.
 */
public final class Logarithms {
  /** The bits of √½. */
  private static final int ROOT_HALF_BITS = 0x3f3504f3;

  /** The bits of the smallest float that is not denormal, and of the largest. */
  private static final int MIN_NORMAL_BITS = 0x00800000;

  private static final int MAX_VALUE_BITS = 0x7f7fffff;

  private Logarithms() {}

  /** {@code ln x}, to 1 ulp: −∞ of zero, NaN of less. */
  public static void log(float[] x, float[] y, int n, BlockBuffers buffers) {
    float[] shifted = buffers.shifted;
    float[] part = buffers.part;
    int special = splitBits(x, n, buffers);
    for (int i = 0; i < n; i++) {
      float k = shifted[i] - Exponentials.SHIFT;
      float f = part[i] - 1;
      float s = f / (2 + f);
      float half = 0.5f * f * f;
      float rest = s * (half + nearOne(s * s)) + k * Exponentials.LN2_LOW;
      y[i] = k * Exponentials.LN2_HIGH - ((half - rest) - f);
    }
    if (special < 0) {
      mend(buffers.bits, y, n);
    }
  }

  /** {@code ln(1 + e^−|x|)}, to 2 ulp for large |x| too. */
  public static void log1pExpMinusAbs(float[] x, float[] y, int n, BlockBuffers buffers) {
    float[] argument = buffers.argument;
    float[] part = buffers.part;
    float[] scale = buffers.scale;
    float[] scale2 = buffers.scale2;
    for (int i = 0; i < n; i++) {
      argument[i] = Math.max(-Math.abs(x[i]), -105);
    }
    Exponentials.split(buffers, n);
    Exponentials.twoScales(buffers, n);
    for (int i = 0; i < n; i++) {
      float power = (1 + part[i]) * scale[i] * scale2[i];
      float s = power / (2 + power);
      float half = 0.5f * power * power;
      y[i] = power - (half - s * (half + upToTwo(s * s)));
    }
  }

  /**
   * x = 2^k · m with √½ ≤ m &lt; √2: {@code SHIFT + k} to {@code shifted}, m to {@code part}, the
   * bits of x to {@code bits}.
   *
   * @return negative if an element is zero, negative, denormal, infinite or NaN
   */
  private static int splitBits(float[] x, int n, BlockBuffers buffers) {
    int[] bits = buffers.bits;
    int[] bits2 = buffers.bits2;
    int[] bits3 = buffers.bits3;
    BlockBuffers.copy(x, bits, n);
    int special = 0;
    for (int i = 0; i < n; i++) {
      int b = bits[i];
      int k = (b - ROOT_HALF_BITS) >> Exponentials.MANTISSA;
      bits2[i] = k + Exponentials.SHIFT_BITS;
      bits3[i] = b - (k << Exponentials.MANTISSA);
      special |= (b - MIN_NORMAL_BITS) | (MAX_VALUE_BITS - b);
    }
    BlockBuffers.copy(bits2, buffers.shifted, n);
    BlockBuffers.copy(bits3, buffers.part, n);
    return special;
  }

  /** Logarithms of what {@link #splitBits} calls special. */
  private static void mend(int[] bits, float[] y, int n) {
    for (int i = 0; i < n; i++) {
      int b = bits[i];
      if (b < MIN_NORMAL_BITS || b > MAX_VALUE_BITS) {
        y[i] = (float) Math.log(Float.intBitsToFloat(b));
      }
    }
  }

  /**
   * R(z) for √½ ≤ 1 + f ≤ √2, where z = s² ≤ 0.0295.
   *
   * <p>Fitted on that interval for the smallest maximum error relative to the logarithm, which is
   * 8.1e-10.
   */
  private static float nearOne(float z) {
    return z * (0.66666776f + z * (0.39977586f + z * 0.29870695f));
  }

  /**
   * R(z) for 1 ≤ 1 + f ≤ 2, where z = s² ≤ 1/9.
   *
   * <p>Fitted on that interval for the smallest maximum error relative to the logarithm, which is
   * 4.5e-9.
   */
  private static float upToTwo(float z) {
    return z * (0.6666642f + z * (0.40021434f + z * (0.28003097f + z * 0.2800637f)));
  }
}
