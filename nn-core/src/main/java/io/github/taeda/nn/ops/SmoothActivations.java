package io.github.taeda.nn.ops;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The smooth relatives of the rectifier, and what they are made of. */
public final class SmoothActivations {
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double DENSITY = 1 / Math.sqrt(2 * Math.PI);

  /** Smaller than any difference of 1 + t and 1, larger than what vanishes in FLOAT. */
  private static final double TINY = 1e-30;

  private SmoothActivations() {}

  /** {@code output = x · Φ(x)}, Φ being the normal distribution function. */
  public static void gelu(INDArray x, INDArray output) {
    INDArray below = Activations.other(x, output);
    normalDistribution(x, below);
    Elementwise.multiply(x, below, output);
  }

  /** {@code result = delta · (Φ(x) + x φ(x))}, φ being the normal density. */
  public static void geluDelta(INDArray x, INDArray delta, INDArray result) {
    Activations.requireDelta("geluDelta", "x", x, delta, result);
    INDArray density = Scratch.like(x);
    Elementwise.multiply(x, x, density);
    Elementwise.scale(density, -0.5, density);
    Elementwise.exp(density, density);
    Elementwise.scale(density, DENSITY, density);
    Elementwise.multiply(x, density, density);
    normalDistribution(x, result);
    Elementwise.add(result, density, result);
    Elementwise.multiply(result, delta, result);
  }

  /** {@code output = x · sigmoid(x)}. */
  public static void silu(INDArray x, INDArray output) {
    INDArray sigmoid = Activations.other(x, output);
    Activations.sigmoid(x, sigmoid);
    Elementwise.multiply(x, sigmoid, output);
  }

  /** {@code result = delta · (s + output · (1 − s))}, with {@code s = sigmoid(x)}. */
  public static void siluDelta(INDArray x, INDArray output, INDArray delta, INDArray result) {
    Activations.requireDelta("siluDelta", "x", x, delta, result);
    Activations.requireDelta("siluDelta", "output", output, delta, result);
    INDArray sigmoid = Scratch.like(x);
    Activations.sigmoid(x, sigmoid);
    Elementwise.subtractFrom(1, sigmoid, result);
    Elementwise.multiply(result, output, result);
    Elementwise.add(result, sigmoid, result);
    Elementwise.multiply(result, delta, result);
  }

  /** {@code output = ln(1 + e^x)}, without overflow. */
  public static void softplus(INDArray x, INDArray output) {
    INDArray rest = Scratch.like(x);
    log1pExpMinusAbs(x, rest);
    Elementwise.maximum(x, 0, output);
    Elementwise.add(output, rest, output);
  }

  /** {@code result = delta · sigmoid(x)}. */
  public static void softplusDelta(INDArray x, INDArray delta, INDArray result) {
    Activations.requireDelta("softplusDelta", "x", x, delta, result);
    Activations.sigmoid(x, result);
    Elementwise.multiply(result, delta, result);
  }

  /** {@code output = ln(1 + e^−|x|)}, to full relative precision; between 0 and ln 2. */
  public static void log1pExpMinusAbs(INDArray x, INDArray output) {
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
