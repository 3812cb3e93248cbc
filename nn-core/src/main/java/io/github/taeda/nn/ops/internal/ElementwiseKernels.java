package io.github.taeda.nn.ops.internal;

/** Kernels of elementwise arithmetic. NaN, infinities and signed zeros go as IEEE 754 has them. */
public final class ElementwiseKernels {
  /** x + y. */
  public static final Kernel ADD =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = x[i] + y[i];
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = x[i] + y[i];
            }
          });

  /** x − y. */
  public static final Kernel SUBTRACT =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = x[i] - y[i];
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = x[i] - y[i];
            }
          });

  /** x · y. */
  public static final Kernel MULTIPLY =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = x[i] * y[i];
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = x[i] * y[i];
            }
          });

  /** x · y, but 0 where x is 0 and y infinite. */
  public static final Kernel MULTIPLY_OR_ZERO =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              float finite = Math.max(Math.min(y[i], Float.MAX_VALUE), -Float.MAX_VALUE);
              z[i] = x[i] * (x[i] == 0 ? finite : y[i]);
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              double finite = Math.max(Math.min(y[i], Double.MAX_VALUE), -Double.MAX_VALUE);
              z[i] = x[i] * (x[i] == 0 ? finite : y[i]);
            }
          });

  /** x / y. */
  public static final Kernel DIVIDE =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = x[i] / y[i];
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = x[i] / y[i];
            }
          });

  /** max(x, y), NaN where one of them is. */
  public static final Kernel MAXIMUM =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.max(x[i], y[i]);
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.max(x[i], y[i]);
            }
          });

  /** y + s · x. */
  public static final Kernel ADD_SCALED =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = y[i] + s * x[i];
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = y[i] + s * x[i];
            }
          });

  private ElementwiseKernels() {}
}
