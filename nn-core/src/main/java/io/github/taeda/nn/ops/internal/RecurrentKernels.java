package io.github.taeda.nn.ops.internal;

/**
 * What recurrent cells compute in one time step, and what they make of its delta. The names of
 * planes: c and h are the states after the step, c' and h' before it; d is a delta.
 */
public final class RecurrentKernels {
  /** delta, dh: {@code dh += delta}. */
  public static final PlaneKernel ADD =
      new PlaneKernel(
          2,
          1,
          (p, n, buffers) -> {
            float[] delta = p[0];
            float[] sum = p[1];
            for (int i = 0; i < n; i++) {
              sum[i] += delta[i];
            }
          },
          (p, n) -> {
            for (int i = 0; i < n; i++) {
              p[1][i] += p[0][i];
            }
          });

  /** a, h: {@code h = tanh a}. */
  public static final PlaneKernel RNN =
      new PlaneKernel(
          1,
          1,
          (p, n, buffers) -> Exponentials.tanh(p[0], p[1], n, buffers),
          (p, n) -> {
            for (int i = 0; i < n; i++) {
              p[1][i] = DoubleFunctions.tanh(p[0][i]);
            }
          });

  /** h, dh, da: {@code da = dh (1 − h²)}; dh becomes 0. */
  public static final PlaneKernel RNN_DELTA =
      new PlaneKernel(
          2,
          2,
          (p, n, buffers) -> {
            float[] h = p[0];
            float[] dh = p[1];
            float[] da = p[2];
            for (int i = 0; i < n; i++) {
              da[i] = dh[i] * (1 - h[i] * h[i]);
              dh[i] = 0;
            }
          },
          (p, n) -> {
            for (int i = 0; i < n; i++) {
              p[2][i] = p[1][i] * (1 - p[0][i] * p[0][i]);
              p[1][i] = 0;
            }
          });

  /** c', i, f, g, o, c, h; the gates become their activations. */
  public static final PlaneKernel LSTM =
      new PlaneKernel(5, 6, RecurrentKernels::lstm, RecurrentKernels::lstm);

  /** c', i, f, g, o (activations), c, dh, dc, di, df, dg, do; dh becomes 0, dc that of c'. */
  public static final PlaneKernel LSTM_DELTA =
      new PlaneKernel(8, 6, RecurrentKernels::lstmDelta, RecurrentKernels::lstmDelta);

  /** h', the products of h' for r, z, n, then r, z, n, h; the gates become their activations. */
  public static final PlaneKernel GRU =
      new PlaneKernel(7, 4, RecurrentKernels::gru, RecurrentKernels::gru);

  /**
   * h', r, z, n (activations), the product of h' for n, dh, dr, dz, dn, and the deltas of the three
   * products; dh becomes the part of the delta of h' that comes past the products.
   */
  public static final PlaneKernel GRU_DELTA =
      new PlaneKernel(6, 7, RecurrentKernels::gruDelta, RecurrentKernels::gruDelta);

  private RecurrentKernels() {}

  private static void lstm(float[][] p, int n, BlockBuffers buffers) {
    float[] before = p[0];
    float[] in = p[1];
    float[] forget = p[2];
    float[] candidate = p[3];
    float[] out = p[4];
    float[] c = p[5];
    float[] h = p[6];
    Exponentials.sigmoid(in, in, n, buffers);
    Exponentials.sigmoid(forget, forget, n, buffers);
    Exponentials.tanh(candidate, candidate, n, buffers);
    Exponentials.sigmoid(out, out, n, buffers);
    for (int i = 0; i < n; i++) {
      c[i] = forget[i] * before[i] + in[i] * candidate[i];
    }
    Exponentials.tanh(c, h, n, buffers);
    for (int i = 0; i < n; i++) {
      h[i] *= out[i];
    }
  }

  private static void lstm(double[][] p, int n) {
    for (int i = 0; i < n; i++) {
      double in = DoubleFunctions.sigmoid(p[1][i]);
      double forget = DoubleFunctions.sigmoid(p[2][i]);
      double candidate = DoubleFunctions.tanh(p[3][i]);
      double out = DoubleFunctions.sigmoid(p[4][i]);
      double c = forget * p[0][i] + in * candidate;
      p[1][i] = in;
      p[2][i] = forget;
      p[3][i] = candidate;
      p[4][i] = out;
      p[5][i] = c;
      p[6][i] = out * DoubleFunctions.tanh(c);
    }
  }

  private static void lstmDelta(float[][] p, int n, BlockBuffers buffers) {
    float[] out = p[4];
    float[] dh = p[6];
    float[] dc = p[7];
    float[] dOut = p[11];
    Exponentials.tanh(p[5], dOut, n, buffers);
    for (int i = 0; i < n; i++) {
      float y = dOut[i];
      dc[i] += dh[i] * out[i] * (1 - y * y);
      dOut[i] = dh[i] * y * (out[i] * (1 - out[i]));
    }
    lstmGateDeltas(p, n);
  }

  private static void lstmGateDeltas(float[][] p, int n) {
    float[] before = p[0];
    float[] in = p[1];
    float[] forget = p[2];
    float[] candidate = p[3];
    float[] dh = p[6];
    float[] dc = p[7];
    float[] dIn = p[8];
    float[] dForget = p[9];
    float[] dCandidate = p[10];
    for (int i = 0; i < n; i++) {
      dIn[i] = dc[i] * candidate[i] * (in[i] * (1 - in[i]));
      dCandidate[i] = dc[i] * in[i] * (1 - candidate[i] * candidate[i]);
    }
    for (int i = 0; i < n; i++) {
      dForget[i] = dc[i] * before[i] * (forget[i] * (1 - forget[i]));
      dc[i] *= forget[i];
      dh[i] = 0;
    }
  }

  private static void lstmDelta(double[][] p, int n) {
    for (int i = 0; i < n; i++) {
      double in = p[1][i];
      double forget = p[2][i];
      double candidate = p[3][i];
      double out = p[4][i];
      double y = DoubleFunctions.tanh(p[5][i]);
      double dh = p[6][i];
      double dc = p[7][i] + dh * out * (1 - y * y);
      p[6][i] = 0;
      p[7][i] = dc * forget;
      p[8][i] = dc * candidate * (in * (1 - in));
      p[9][i] = dc * p[0][i] * (forget * (1 - forget));
      p[10][i] = dc * in * (1 - candidate * candidate);
      p[11][i] = dh * y * (out * (1 - out));
    }
  }

  private static void gru(float[][] p, int n, BlockBuffers buffers) {
    float[] before = p[0];
    float[] product = p[3];
    float[] reset = p[4];
    float[] update = p[5];
    float[] candidate = p[6];
    float[] h = p[7];
    add(p[1], reset, n);
    add(p[2], update, n);
    Exponentials.sigmoid(reset, reset, n, buffers);
    Exponentials.sigmoid(update, update, n, buffers);
    for (int i = 0; i < n; i++) {
      candidate[i] += reset[i] * product[i];
    }
    Exponentials.tanh(candidate, candidate, n, buffers);
    for (int i = 0; i < n; i++) {
      h[i] = (1 - update[i]) * candidate[i] + update[i] * before[i];
    }
  }

  private static void add(float[] x, float[] sum, int n) {
    for (int i = 0; i < n; i++) {
      sum[i] += x[i];
    }
  }

  private static void gru(double[][] p, int n) {
    for (int i = 0; i < n; i++) {
      double reset = DoubleFunctions.sigmoid(p[4][i] + p[1][i]);
      double update = DoubleFunctions.sigmoid(p[5][i] + p[2][i]);
      double candidate = DoubleFunctions.tanh(p[6][i] + reset * p[3][i]);
      p[4][i] = reset;
      p[5][i] = update;
      p[6][i] = candidate;
      p[7][i] = (1 - update) * candidate + update * p[0][i];
    }
  }

  private static void gruDelta(float[][] p, int n, BlockBuffers buffers) {
    float[] reset = p[1];
    float[] update = p[2];
    float[] candidate = p[3];
    float[] product = p[4];
    float[] dh = p[5];
    float[] dReset = p[6];
    float[] dUpdate = p[7];
    float[] dCandidate = p[8];
    float[] dProduct = p[11];
    float[] before = p[0];
    for (int i = 0; i < n; i++) {
      dUpdate[i] = dh[i] * (before[i] - candidate[i]) * (update[i] * (1 - update[i]));
      dCandidate[i] = dh[i] * (1 - update[i]) * (1 - candidate[i] * candidate[i]);
    }
    for (int i = 0; i < n; i++) {
      dReset[i] = dCandidate[i] * product[i] * (reset[i] * (1 - reset[i]));
      dProduct[i] = dCandidate[i] * reset[i];
      dh[i] *= update[i];
    }
    System.arraycopy(dReset, 0, p[9], 0, n);
    System.arraycopy(dUpdate, 0, p[10], 0, n);
  }

  private static void gruDelta(double[][] p, int n) {
    for (int i = 0; i < n; i++) {
      double reset = p[1][i];
      double update = p[2][i];
      double candidate = p[3][i];
      double dh = p[5][i];
      double dCandidate = dh * (1 - update) * (1 - candidate * candidate);
      p[5][i] = dh * update;
      p[6][i] = dCandidate * p[4][i] * (reset * (1 - reset));
      p[7][i] = dh * (p[0][i] - candidate) * (update * (1 - update));
      p[8][i] = dCandidate;
      p[9][i] = p[6][i];
      p[10][i] = p[7][i];
      p[11][i] = dCandidate * reset;
    }
  }
}
