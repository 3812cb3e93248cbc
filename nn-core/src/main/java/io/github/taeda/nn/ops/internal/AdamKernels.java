package io.github.taeda.nn.ops.internal;

/**
 * The kernels of Adam and its relatives; θ are the values, g the gradients. All begin with {@code m
 * ← β₁ m + (1 − β₁) g}, {@code v ← β₂ v + (1 − β₂) g²}. NaN and infinities as IEEE.
 */
public final class AdamKernels {
  private AdamKernels() {}

  /** {@code θ ← θ − d θ}, then {@code θ ← θ − η m / (√v + ε)} with the new m and v. */
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

  /** {@code θ ← θ − η m}: RAdam before v is of use. */
  public record MeanKernel(double rate, double beta1, double beta2) implements UpdateKernel {
    @Override
    public void run(float[] values, float[] gradients, float[] mean, float[] squares, int n) {
      float eta = (float) rate;
      float b1 = (float) beta1;
      float c1 = (float) (1 - beta1);
      float b2 = (float) beta2;
      float c2 = (float) (1 - beta2);
      for (int i = 0; i < n; i++) {
        float g = gradients[i];
        float m = b1 * mean[i] + c1 * g;
        mean[i] = m;
        squares[i] = b2 * squares[i] + c2 * (g * g);
        values[i] -= eta * m;
      }
    }

    @Override
    public void run(double[] values, double[] gradients, double[] mean, double[] squares, int n) {
      double c1 = 1 - beta1;
      double c2 = 1 - beta2;
      for (int i = 0; i < n; i++) {
        double g = gradients[i];
        double m = beta1 * mean[i] + c1 * g;
        mean[i] = m;
        squares[i] = beta2 * squares[i] + c2 * (g * g);
        values[i] -= rate * m;
      }
    }
  }

  /** {@code θ ← θ − (a m + b g) / (√v + ε)}. */
  public record NAdamKernel(
      double meanRate, double gradientRate, double beta1, double beta2, double epsilon)
      implements UpdateKernel {
    @Override
    public void run(float[] values, float[] gradients, float[] mean, float[] squares, int n) {
      float a = (float) meanRate;
      float b = (float) gradientRate;
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
        values[i] -= (a * m + b * g) / ((float) Math.sqrt(v) + eps);
      }
    }

    @Override
    public void run(double[] values, double[] gradients, double[] mean, double[] squares, int n) {
      double c1 = 1 - beta1;
      double c2 = 1 - beta2;
      for (int i = 0; i < n; i++) {
        double g = gradients[i];
        double m = beta1 * mean[i] + c1 * g;
        double v = beta2 * squares[i] + c2 * (g * g);
        mean[i] = m;
        squares[i] = v;
        values[i] -= (meanRate * m + gradientRate * g) / (Math.sqrt(v) + epsilon);
      }
    }
  }
}
