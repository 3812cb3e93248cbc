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

  /** {@code θ ← θ − η sign(β₁ m + (1 − β₁) g)}, {@code m ← β₂ m + (1 − β₂) g}. */
  public record LionKernel(double rate, double beta1, double beta2) implements UpdateKernel {
    @Override
    public void run(float[] values, float[] gradients, float[] mean, float[] unused, int n) {
      float eta = (float) rate;
      float b1 = (float) beta1;
      float c1 = (float) (1 - beta1);
      float b2 = (float) beta2;
      float c2 = (float) (1 - beta2);
      for (int i = 0; i < n; i++) {
        float g = gradients[i];
        float m = mean[i];
        float large = (b1 * m + c1 * g) * Float.MAX_VALUE * Float.MAX_VALUE; // as in UnaryKernels
        values[i] -= eta * Math.min(Math.max(large, -1), 1);
        mean[i] = b2 * m + c2 * g;
      }
    }

    @Override
    public void run(double[] values, double[] gradients, double[] mean, double[] unused, int n) {
      double c1 = 1 - beta1;
      double c2 = 1 - beta2;
      for (int i = 0; i < n; i++) {
        double g = gradients[i];
        double m = mean[i];
        double large = (beta1 * m + c1 * g) * Double.MAX_VALUE * Double.MAX_VALUE;
        values[i] -= rate * Math.min(Math.max(large, -1), 1);
        mean[i] = beta2 * m + c2 * g;
      }
    }
  }
}
