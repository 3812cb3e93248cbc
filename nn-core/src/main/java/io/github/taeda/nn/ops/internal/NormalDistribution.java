package io.github.taeda.nn.ops.internal;

/**
 * The standard normal distribution over blocks of floats, in loops that the JVM's compiler
 * vectorises.
 */
public final class NormalDistribution {
  /** 1.5 · 2^17: adding it rounds to a multiple of 1/64. */
  private static final float COARSE = 0x1.8p17f;

  private NormalDistribution() {}

  /**
   * Φ(x), the chance that a standard normal variable is at most x, to 8 ulp for very negative x
   * too: {@code y[i] = Φ(x[i])} for {@code i < n ≤} {@link BlockBuffers#SIZE}. {@code x} and {@code
   * y} may be the same array. NaN gives NaN.
   *
   * <p>Φ(−m) = e^(−m²/2) · R(m) for m ≥ 0, where R is a quotient of polynomials.
   */
  public static void cdf(float[] x, float[] y, int n, BlockBuffers buffers) {
    float[] argument = buffers.argument;
    float[] part = buffers.part;
    float[] scale = buffers.scale;
    float[] scale2 = buffers.scale2;
    split(x, n, buffers);
    Exponentials.twoScales(buffers, n);
    for (int i = 0; i < n; i++) {
      part[i] = (1 + part[i]) * ratio(argument[i]);
    }
    for (int i = 0; i < n; i++) {
      float tail = part[i] * scale[i] * scale2[i];
      // 0 for x < 0, 1 for x > 0.
      float above = Math.max(Math.min(x[i] * 0x1p60f, 1), 0);
      y[i] = tail + above * (1 - 2 * tail);
    }
  }

  /** As {@link Exponentials#split} for e^(−m²/2); m = |x|, at most 15, goes to {@code argument}. */
  private static void split(float[] x, int n, BlockBuffers buffers) {
    float[] argument = buffers.argument;
    float[] shifted = buffers.shifted;
    float[] part = buffers.part;
    for (int i = 0; i < n; i++) {
      float m = Math.max(Math.min(Math.abs(x[i]), 15), 0x1p-30f);
      argument[i] = m;
      part[i] = (m + COARSE) - COARSE;
    }
    // A loop of its own: with a second sum of m in one loop, the compiler does not vectorise it.
    for (int i = 0; i < n; i++) {
      float m = argument[i];
      float near = part[i];
      // The square of a multiple of 1/64 is exact, and what it lacks is small.
      float most = -0.5f * near * near;
      float rest = -0.5f * (m - near) * (m + near);
      float sum = (most + rest) * Exponentials.LOG2_E + Exponentials.SHIFT;
      float k = sum - Exponentials.SHIFT;
      shifted[i] = sum;
      part[i] = most - k * Exponentials.LN2_HIGH - k * Exponentials.LN2_LOW + rest;
    }
    for (int i = 0; i < n; i++) {
      part[i] = Exponentials.nearZero(part[i]);
    }
  }

  /**
   * Φ(−m) · e^(m²/2) for 0 ≤ m ≤ 14.6, from where on Φ(−m) is 0 as a float.
   *
   * <p>Fitted on that interval for the smallest maximum relative error, which is 2.8e-8.
   */
  private static float ratio(float m) {
    float above =
        0.5f + m * (0.43849766f + m * (0.18338548f + m * (0.040683977f + m * 0.0041238572f)));
    float below = 0.101985976f + m * 0.01033686f;
    below = 1 + m * (1.6748803f + m * (1.2031273f + m * (0.46986762f + m * below)));
    return above / below;
  }
}
