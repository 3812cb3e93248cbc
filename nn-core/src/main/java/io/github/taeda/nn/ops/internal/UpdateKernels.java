package io.github.taeda.nn.ops.internal;

/** The kernels of update rules; θ are the values, g the gradients. NaN and infinities as IEEE. */
public final class UpdateKernels {
  private UpdateKernels() {}

  /** {@code v ← μ v + c g}, {@code θ ← θ − η v}. */
  public record MomentumKernel(double rate, double momentum, double scale) implements UpdateKernel {
    @Override
    public void run(float[] values, float[] gradients, float[] velocity, float[] unused, int n) {
      float eta = (float) rate;
      float mu = (float) momentum;
      float c = (float) scale;
      for (int i = 0; i < n; i++) {
        float v = mu * velocity[i] + c * gradients[i];
        velocity[i] = v;
        values[i] -= eta * v;
      }
    }

    @Override
    public void run(
        double[] values, double[] gradients, double[] velocity, double[] unused, int n) {
      for (int i = 0; i < n; i++) {
        double v = momentum * velocity[i] + scale * gradients[i];
        velocity[i] = v;
        values[i] -= rate * v;
      }
    }
  }

  /** {@code v ← μ v + g}, {@code θ ← θ − η (g + μ v)}. */
  public record NesterovKernel(double rate, double momentum) implements UpdateKernel {
    @Override
    public void run(float[] values, float[] gradients, float[] velocity, float[] unused, int n) {
      float eta = (float) rate;
      float mu = (float) momentum;
      for (int i = 0; i < n; i++) {
        float g = gradients[i];
        float v = mu * velocity[i] + g;
        velocity[i] = v;
        values[i] -= eta * (g + mu * v);
      }
    }

    @Override
    public void run(
        double[] values, double[] gradients, double[] velocity, double[] unused, int n) {
      for (int i = 0; i < n; i++) {
        double g = gradients[i];
        double v = momentum * velocity[i] + g;
        velocity[i] = v;
        values[i] -= rate * (g + momentum * v);
      }
    }
  }

  /** {@code s ← ρ s + c g²}, {@code θ ← θ − η g / (√s + ε)}: Adagrad, ρ = c = 1, and RMSProp. */
  public record SquaresKernel(double rate, double decay, double scale, double epsilon)
      implements UpdateKernel {
    @Override
    public void run(float[] values, float[] gradients, float[] squares, float[] unused, int n) {
      float eta = (float) rate;
      float rho = (float) decay;
      float c = (float) scale;
      float eps = (float) epsilon;
      for (int i = 0; i < n; i++) {
        float g = gradients[i];
        float s = rho * squares[i] + c * (g * g);
        squares[i] = s;
        values[i] -= eta * (g / ((float) Math.sqrt(s) + eps));
      }
    }

    @Override
    public void run(double[] values, double[] gradients, double[] squares, double[] unused, int n) {
      for (int i = 0; i < n; i++) {
        double g = gradients[i];
        double s = decay * squares[i] + scale * (g * g);
        squares[i] = s;
        values[i] -= rate * (g / (Math.sqrt(s) + epsilon));
      }
    }
  }

  /**
   * {@code s ← ρ s + (1 − ρ) g²}, {@code d = g √((u + ε) / (s + ε))}, {@code u ← ρ u + (1 − ρ) d²},
   * {@code θ ← θ − η d}.
   */
  public record AdadeltaKernel(double rate, double decay, double epsilon) implements UpdateKernel {
    @Override
    public void run(float[] values, float[] gradients, float[] squares, float[] updates, int n) {
      float eta = (float) rate;
      float rho = (float) decay;
      float c = (float) (1 - decay);
      float eps = (float) epsilon;
      for (int i = 0; i < n; i++) {
        float g = gradients[i];
        float s = rho * squares[i] + c * (g * g);
        squares[i] = s;
        float d = (float) Math.sqrt((updates[i] + eps) / (s + eps)) * g;
        updates[i] = rho * updates[i] + c * (d * d);
        values[i] -= eta * d;
      }
    }

    @Override
    public void run(
        double[] values, double[] gradients, double[] squares, double[] updates, int n) {
      double c = 1 - decay;
      for (int i = 0; i < n; i++) {
        double g = gradients[i];
        double s = decay * squares[i] + c * (g * g);
        squares[i] = s;
        double d = Math.sqrt((updates[i] + epsilon) / (s + epsilon)) * g;
        updates[i] = decay * updates[i] + c * (d * d);
        values[i] -= rate * d;
      }
    }
  }

  /**
   * {@code θ ← θ − d θ}, {@code m ← β₁ m + (1 − β₁) g}, {@code v ← β₂ v + (1 − β₂) g²}, {@code θ ←
   * θ − η m / (√v + ε)}.
   */
  public record AdamKernel(double rate, double beta1, double beta2, double epsilon, double decay)
      implements UpdateKernel {
    @Override
    public void run(float[] values, float[] gradients, float[] mean, float[] squares, int n) {
      if (decay != 0) { // else infinite values would become NaN
        decay(values, (float) decay, n);
      }
      float eta = (float) rate;
      float b1 = (float) beta1;
      float c1 = (float) (1 - beta1);
      float b2 = (float) beta2;
      float c2 = (float) (1 - beta2);
      float eps = (float) epsilon;
      for (int i = 0; i < n; i++) {
        float g = gradients[i];
        float m = b1 * mean[i] + c1 * g;
        float v = b2 * squares[i] + c2 * (g * g);
        mean[i] = m;
        squares[i] = v;
        values[i] -= eta * (m / ((float) Math.sqrt(v) + eps));
      }
    }

    @Override
    public void run(double[] values, double[] gradients, double[] mean, double[] squares, int n) {
      if (decay != 0) {
        decay(values, decay, n);
      }
      double c1 = 1 - beta1;
      double c2 = 1 - beta2;
      for (int i = 0; i < n; i++) {
        double g = gradients[i];
        double m = beta1 * mean[i] + c1 * g;
        double v = beta2 * squares[i] + c2 * (g * g);
        mean[i] = m;
        squares[i] = v;
        values[i] -= rate * (m / (Math.sqrt(v) + epsilon));
      }
    }

    private static void decay(float[] values, float d, int n) {
      for (int i = 0; i < n; i++) {
        values[i] -= d * values[i];
      }
    }

    private static void decay(double[] values, double d, int n) {
      for (int i = 0; i < n; i++) {
        values[i] -= d * values[i];
      }
    }
  }
}
