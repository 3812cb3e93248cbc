package io.github.taeda.nn.ops.internal;

/** Kernels of an element and a scalar s. NaN, infinities and signed zeros as IEEE 754 has them. */
public final class ScalarKernels {
  /** s · x. */
  public static final Kernel SCALE =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = s * x[i];
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = s * x[i];
            }
          });

  /** x + s. */
  public static final Kernel ADD =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = x[i] + s;
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = x[i] + s;
            }
          });

  /** s − x. */
  public static final Kernel SUBTRACT_FROM =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = s - x[i];
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = s - x[i];
            }
          });

  /** s / x. */
  public static final Kernel DIVIDE_INTO =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = s / x[i];
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = s / x[i];
            }
          });

  /** max(x, s), NaN where x is. */
  public static final Kernel MAXIMUM =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.max(x[i], s);
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.max(x[i], s);
            }
          });

  /** min(x, s), NaN where x is. */
  public static final Kernel MINIMUM =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.min(x[i], s);
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.min(x[i], s);
            }
          });

  /** min(max(x, −s), s), NaN where x is. */
  public static final Kernel CLIP =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.min(Math.max(x[i], -s), s);
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.min(Math.max(x[i], -s), s);
            }
          });

  /** 1 where x &gt; s, else 0, also for NaN. */
  public static final Kernel HEAVISIDE =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = x[i] - s; // of the sign of the comparison, denormals included
            }
            Signs.positive(z, z, n, buffers);
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = x[i] > s ? 1 : 0;
            }
          });

  private ScalarKernels() {}
}
