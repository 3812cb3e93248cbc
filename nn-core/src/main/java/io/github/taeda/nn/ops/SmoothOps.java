package io.github.taeda.nn.ops;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The smooth relatives of the rectifier, and what they are made of. */
abstract class SmoothOps extends ActivationOps {
  private static final double SQRT_HALF = Math.sqrt(0.5);
  private static final double DENSITY = 1 / Math.sqrt(2 * Math.PI);

  /** Smaller than any difference of 1 + t and 1, larger than what vanishes in FLOAT. */
  private static final double TINY = 1e-30;

  SmoothOps() {}

  /** {@code output = x · Φ(x)}, Φ being the normal distribution function. */
  public static void gelu(INDArray x, INDArray output) {
    INDArray below = other(x, output);
    normalDistribution(x, below);
    multiply(x, below, output);
  }

  /** {@code result = delta · (Φ(x) + x φ(x))}, φ being the normal density. */
  public static void geluDelta(INDArray x, INDArray delta, INDArray result) {
    requireDelta("geluDelta", "x", x, delta, result);
    INDArray density = Scratch.array(x.dataType(), x.shape());
    multiply(x, x, density);
    scale(density, -0.5, density);
    exp(density, density);
    scale(density, DENSITY, density);
    multiply(x, density, density);
    normalDistribution(x, result);
    add(result, density, result);
    multiply(result, delta, result);
  }

  /** {@code output = x · sigmoid(x)}. */
  public static void silu(INDArray x, INDArray output) {
    INDArray sigmoid = other(x, output);
    sigmoid(x, sigmoid);
    multiply(x, sigmoid, output);
  }

  /** {@code result = delta · (s + output · (1 − s))}, with {@code s = sigmoid(x)}. */
  public static void siluDelta(INDArray x, INDArray output, INDArray delta, INDArray result) {
    requireDelta("siluDelta", "x", x, delta, result);
    requireDelta("siluDelta", "output", output, delta, result);
    INDArray sigmoid = Scratch.array(x.dataType(), x.shape());
    sigmoid(x, sigmoid);
    subtractFrom(1, sigmoid, result);
    multiply(result, output, result);
    add(result, sigmoid, result);
    multiply(result, delta, result);
  }

  /** {@code output = ln(1 + e^x)}, without overflow. */
  public static void softplus(INDArray x, INDArray output) {
    INDArray rest = Scratch.array(x.dataType(), x.shape());
    log1pExpMinusAbs(x, rest);
    maximum(x, 0, output);
    add(output, rest, output);
  }

  /** {@code result = delta · sigmoid(x)}. */
  public static void softplusDelta(INDArray x, INDArray delta, INDArray result) {
    requireDelta("softplusDelta", "x", x, delta, result);
    sigmoid(x, result);
    multiply(result, delta, result);
  }

  /** {@code output = ln(1 + e^−|x|)}, to full relative precision; between 0 and ln 2. */
  public static void log1pExpMinusAbs(INDArray x, INDArray output) {
    INDArray t = Scratch.array(x.dataType(), x.shape());
    abs(x, t);
    scale(t, -1, t);
    exp(t, t);
    // ln(1 + t) = t · ln(u) / (u − 1) with u = 1 + t as rounded (Kahan); 0/0 becomes 1.
    INDArray difference = Scratch.array(x.dataType(), x.shape());
    shift(t, 1, output);
    shift(output, -1, difference);
    maximum(difference, TINY, difference);
    log(output, output);
    maximum(output, TINY, output);
    divide(output, difference, output);
    multiply(output, t, output);
  }

  /** {@code output = Φ(x) = erfc(−x/√2) / 2}, accurate in the lower tail too. */
  private static void normalDistribution(INDArray x, INDArray output) {
    scale(x, -SQRT_HALF, output);
    erfc(output, output);
    scale(output, 0.5, output);
  }
}
