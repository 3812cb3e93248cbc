package io.github.taeda.nn.ops.internal;

/** Kernels of smooth relatives of the rectified linear unit, and their derivatives. */
public final class SmoothActivationKernels {
  // Infinite x is taken for the largest finite one where it meets a factor that has become 0.
  private static final float MAX = Float.MAX_VALUE;
  private static final float DENSITY = (float) (1 / Math.sqrt(2 * Math.PI));

  /** x / (1 + |x|). */
  public static final Kernel SOFTSIGN =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              float finite = Math.max(Math.min(x[i], MAX), -MAX);
              z[i] = finite / (1 + Math.abs(finite));
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              double finite = DoubleFunctions.clamp(x[i]);
              z[i] = finite / (1 + Math.abs(finite));
            }
          });

  /** y / (1 + |x|)²; divided twice, because the square overflows FLOAT from 1e19. */
  public static final Kernel SOFTSIGN_DELTA =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = y[i] / (1 + Math.abs(x[i])) / (1 + Math.abs(x[i]));
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = y[i] / (1 + Math.abs(x[i])) / (1 + Math.abs(x[i]));
            }
          });

  /** x · sigmoid x. */
  public static final Kernel SILU =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            Exponentials.sigmoid(x, z, n, buffers);
            for (int i = 0; i < n; i++) {
              z[i] *= Math.max(x[i], -MAX);
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.max(x[i], -Double.MAX_VALUE) * DoubleFunctions.sigmoid(x[i]);
            }
          });

  /** y · (σ + x σ (1 − σ)) with σ = sigmoid x. */
  public static final Kernel SILU_DELTA =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            Exponentials.sigmoid(x, z, n, buffers);
            for (int i = 0; i < n; i++) {
              float finite = Math.max(Math.min(x[i], MAX), -MAX);
              z[i] = y[i] * (z[i] + finite * z[i] * (1 - z[i]));
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              double sigmoid = DoubleFunctions.sigmoid(x[i]);
              z[i] = y[i] * (sigmoid + DoubleFunctions.clamp(x[i]) * sigmoid * (1 - sigmoid));
            }
          });

  /** ln(1 + e^x). */
  public static final Kernel SOFTPLUS =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            Logarithms.log1pExpMinusAbs(x, z, n, buffers);
            for (int i = 0; i < n; i++) {
              z[i] += Math.max(x[i], 0);
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.max(x[i], 0) + Math.log1p(Math.exp(-Math.abs(x[i])));
            }
          });

  /** y · sigmoid x. */
  public static final Kernel SOFTPLUS_DELTA =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            Exponentials.sigmoid(x, z, n, buffers);
            for (int i = 0; i < n; i++) {
              z[i] *= y[i];
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = y[i] * DoubleFunctions.sigmoid(x[i]);
            }
          });

  /** x · Φ(x), Φ being the normal distribution function; FLOAT only. */
  public static final Kernel GELU =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            NormalDistribution.cdf(x, z, n, buffers);
            for (int i = 0; i < n; i++) {
              z[i] *= Math.max(x[i], -MAX);
            }
          },
          null);

  /** y · (Φ(x) + x φ(x)), φ being the normal density; FLOAT only. */
  public static final Kernel GELU_DELTA =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            float[] density = buffers.spare;
            for (int i = 0; i < n; i++) {
              density[i] = -0.5f * x[i] * x[i];
            }
            Exponentials.exp(density, density, n, buffers);
            NormalDistribution.cdf(x, z, n, buffers);
            for (int i = 0; i < n; i++) {
              float finite = Math.max(Math.min(x[i], MAX), -MAX);
              z[i] = y[i] * (z[i] + finite * (DENSITY * density[i]));
            }
          },
          null);

  private SmoothActivationKernels() {}
}
