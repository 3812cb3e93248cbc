package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.SmoothActivationKernels;
import io.github.taeda.nn.ops.internal.UnaryKernels;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Smooth relatives of the rectified linear unit: GELU, SiLU and softplus, with their deltas. */
public final class SmoothActivations {
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double DENSITY = 1 / Math.sqrt(2 * Math.PI);

  /** Smaller than any difference of 1 + t and 1, larger than what vanishes in FLOAT. */
  private static final double TINY = 1e-30;

  private SmoothActivations() {}

  /** {@code output = x · Φ(x)}, Φ being the normal distribution function. */
  public static void gelu(INDArray x, INDArray output) {
    Elementwise.requireUnary("gelu", x, output);
    if (Direct.run(SmoothActivationKernels.GELU, x, 0, output)) {
      return;
    }
    INDArray below = Activations.other(x, output);
    normalDistribution(x, below);
    Infinities.multiplyOrZero(below, x, output);
  }

  /** {@code result = delta · (Φ(x) + x φ(x))}, φ being the normal density. */
  public static void geluDelta(INDArray x, INDArray delta, INDArray result) {
    Activations.requireDelta("geluDelta", "x", x, delta, result);
    if (Direct.run(SmoothActivationKernels.GELU_DELTA, x, delta, 0, result)) {
      return;
    }
    INDArray density = Scratch.like(x);
    Elementwise.multiply(x, x, density);
    Elementwise.scale(density, -0.5, density);
    Elementwise.exp(density, density);
    Elementwise.scale(density, DENSITY, density);
    Infinities.multiplyOrZero(density, x, density);
    normalDistribution(x, result);
    Elementwise.add(result, density, result);
    Elementwise.multiply(result, delta, result);
  }

  /** {@code output = x · sigmoid(x)}. */
  public static void silu(INDArray x, INDArray output) {
    Elementwise.requireUnary("silu", x, output);
    if (Direct.run(SmoothActivationKernels.SILU, x, 0, output)) {
      return;
    }
    INDArray sigmoid = Activations.other(x, output);
    Activations.sigmoid(x, sigmoid);
    Infinities.multiplyOrZero(sigmoid, x, output);
  }

  /** {@code result = delta · (s + x s (1 − s))}, with {@code s = sigmoid(x)}. */
  public static void siluDelta(INDArray x, INDArray delta, INDArray result) {
    Activations.requireDelta("siluDelta", "x", x, delta, result);
    if (Direct.run(SmoothActivationKernels.SILU_DELTA, x, delta, 0, result)) {
      return;
    }
    INDArray sigmoid = Scratch.like(x);
    Activations.sigmoid(x, sigmoid);
    Elementwise.subtractFrom(1, sigmoid, result);
    Elementwise.multiply(result, sigmoid, result);
    Infinities.multiplyOrZero(result, x, result);
    Elementwise.add(result, sigmoid, result);
    Elementwise.multiply(result, delta, result);
  }

  /** {@code output = ln(1 + e^x)}, without overflow. */
  public static void softplus(INDArray x, INDArray output) {
    Elementwise.requireUnary("softplus", x, output);
    if (Direct.run(SmoothActivationKernels.SOFTPLUS, x, 0, output)) {
      return;
    }
    INDArray rest = Scratch.like(x);
    log1pExpMinusAbs(x, rest);
    Elementwise.maximum(x, 0, output);
    Elementwise.add(output, rest, output);
  }

  /** {@code result = delta · sigmoid(x)}. */
  public static void softplusDelta(INDArray x, INDArray delta, INDArray result) {
    Activations.requireDelta("softplusDelta", "x", x, delta, result);
    if (Direct.run(SmoothActivationKernels.SOFTPLUS_DELTA, x, delta, 0, result)) {
      return;
    }
    Activations.sigmoid(x, result);
    Elementwise.multiply(result, delta, result);
  }

  /** {@code output = ln(1 + e^−|x|)}, to full relative precision; between 0 and ln 2. */
  public static void log1pExpMinusAbs(INDArray x, INDArray output) {
    Elementwise.requireUnary("log1pExpMinusAbs", x, output);
    if (Direct.run(UnaryKernels.LOG1P_EXP_MINUS_ABS, x, 0, output)) {
      return;
    }
    INDArray t = Scratch.like(x);
    Elementwise.abs(x, t);
    Elementwise.scale(t, -1, t);
    Elementwise.exp(t, t);
    // ln(1 + t) = t · ln(u) / (u − 1) with u = 1 + t as rounded (Kahan); 0/0 becomes 1.
    INDArray difference = Scratch.like(x);
    Elementwise.addScalar(t, 1, output);
    Elementwise.addScalar(output, -1, difference);
    Elementwise.maximum(difference, TINY, difference);
    Elementwise.log(output, output);
    Elementwise.maximum(output, TINY, output);
    Elementwise.divide(output, difference, output);
    Elementwise.multiply(output, t, output);
  }

  /** {@code output = Φ(x) = erfc(−x/√2) / 2}, accurate in the lower tail too. */
  private static void normalDistribution(INDArray x, INDArray output) {
    Elementwise.scale(x, -SQRT_HALF, output);
    Elementwise.erfc(output, output);
    Elementwise.scale(output, 0.5, output);
  }
}
