package io.github.taeda.nn.ops.internal;

/** Kernels of one argument. NaN stays NaN. */
public final class UnaryKernels {
  /** |x|. */
  public static final Kernel ABS =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.abs(x[i]);
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.abs(x[i]);
            }
          });

  /** The sign of x: −1, 0 or 1. */
  public static final Kernel SIGN =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) { // Math.signum is not vectorised
              float large = x[i] * Float.MAX_VALUE * Float.MAX_VALUE; // at least 1, unless 0
              z[i] = Math.min(Math.max(large, -1), 1);
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              double large = x[i] * Double.MAX_VALUE * Double.MAX_VALUE;
              z[i] = Math.min(Math.max(large, -1), 1);
            }
          });

  /** √x. */
  public static final Kernel SQRT =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = (float) Math.sqrt(x[i]);
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.sqrt(x[i]);
            }
          });

  /** min(max(x, −1), 1). */
  public static final Kernel HARD_TANH =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.min(Math.max(x[i], -1), 1);
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.min(Math.max(x[i], -1), 1);
            }
          });

  /** 0, but NaN where x is. */
  public static final Kernel ZERO_OR_NAN =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.min(Math.max(x[i], 0), 1) * 0;
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.min(Math.max(x[i], 0), 1) * 0;
            }
          });

  /** e^x. */
  public static final Kernel EXP =
      new Kernel(
          (x, y, s, z, n, buffers) -> Exponentials.exp(x, z, n, buffers),
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.exp(x[i]);
            }
          });

  /** ln x. */
  public static final Kernel LOG =
      new Kernel(
          (x, y, s, z, n, buffers) -> Logarithms.log(x, z, n, buffers),
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.log(x[i]);
            }
          });

  /** ln(1 + e^−|x|). */
  public static final Kernel LOG1P_EXP_MINUS_ABS =
      new Kernel(
          (x, y, s, z, n, buffers) -> Logarithms.log1pExpMinusAbs(x, z, n, buffers),
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.log1p(Math.exp(-Math.abs(x[i])));
            }
          });

  private UnaryKernels() {}
}
