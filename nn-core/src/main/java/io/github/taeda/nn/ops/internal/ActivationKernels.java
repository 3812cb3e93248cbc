package io.github.taeda.nn.ops.internal;

/** Kernels of activations and of their derivatives. NaN stays NaN. */
public final class ActivationKernels {
  /** tanh x. */
  public static final Kernel TANH =
      new Kernel(
          (x, y, s, z, n, buffers) -> Exponentials.tanh(x, z, n, buffers),
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = DoubleFunctions.tanh(x[i]);
            }
          });

  /** y · (1 − x²): the delta y at the output x = tanh. */
  public static final Kernel TANH_DELTA =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = y[i] * (1 - x[i] * x[i]);
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = y[i] * (1 - x[i] * x[i]);
            }
          });

  /** 1 / (1 + e^−x). */
  public static final Kernel SIGMOID =
      new Kernel(
          (x, y, s, z, n, buffers) -> Exponentials.sigmoid(x, z, n, buffers),
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = DoubleFunctions.sigmoid(x[i]);
            }
          });

  /** y · x · (1 − x): the delta y at the output x = sigmoid. */
  public static final Kernel SIGMOID_DELTA =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = y[i] * (x[i] * (1 - x[i]));
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = y[i] * (x[i] * (1 - x[i]));
            }
          });

  /** y where x &gt; 0, else y · 0. */
  public static final Kernel RELU_DELTA =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            Signs.positive(x, z, n, buffers);
            for (int i = 0; i < n; i++) {
              z[i] *= y[i];
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = y[i] * (x[i] > 0 ? 1 : 0);
            }
          });

  /** x where x &gt; 0, else s · x. */
  public static final Kernel LEAKY_RELU =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.max(x[i], 0) + s * Math.min(x[i], 0);
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.max(x[i], 0) + s * Math.min(x[i], 0);
            }
          });

  /** y where x &gt; 0, else s · y. */
  public static final Kernel LEAKY_RELU_DELTA =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            Signs.positive(x, z, n, buffers);
            for (int i = 0; i < n; i++) {
              z[i] = Math.max(z[i], s) * y[i];
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = y[i] * (x[i] > 0 ? 1 : s);
            }
          });

  /** x where x &gt; 0, else s · (e^x − 1). */
  public static final Kernel ELU =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.min(x[i], 0);
            }
            Exponentials.expm1(z, z, n, buffers);
            for (int i = 0; i < n; i++) {
              z[i] = Math.max(x[i], 0) + s * z[i];
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = Math.max(x[i], 0) + s * Math.expm1(Math.min(x[i], 0));
            }
          });

  /** y where x &gt; 0, else y · (x + s): the delta y at the output x = elu. */
  public static final Kernel ELU_DELTA =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            Signs.positive(x, z, n, buffers);
            for (int i = 0; i < n; i++) {
              z[i] = y[i] * ((Math.min(x[i], 0) + s) * (1 - z[i]) + z[i]);
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = y[i] * (x[i] > 0 ? 1 : x[i] + s);
            }
          });

  /** y where −1 &lt; x &lt; 1, else y · 0. */
  public static final Kernel HARD_TANH_DELTA =
      new Kernel(
          (x, y, s, z, n, buffers) -> {
            for (int i = 0; i < n; i++) {
              z[i] = 1 - Math.abs(x[i]);
            }
            Signs.positive(z, z, n, buffers);
            for (int i = 0; i < n; i++) {
              z[i] *= y[i];
            }
          },
          (x, y, s, z, n) -> {
            for (int i = 0; i < n; i++) {
              z[i] = y[i] * (Math.abs(x[i]) < 1 ? 1 : 0);
            }
          });

  private ActivationKernels() {}
}
