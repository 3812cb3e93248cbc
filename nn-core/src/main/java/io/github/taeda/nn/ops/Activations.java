package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.ActivationKernels;
import io.github.taeda.nn.ops.internal.Backend;
import io.github.taeda.nn.ops.internal.Blocks;
import io.github.taeda.nn.ops.internal.ScalarKernels;
import io.github.taeda.nn.ops.internal.SmoothActivationKernels;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Activations and what they make of a delta. An output may be the input; the result of a delta must
 * overlap neither of its inputs. Derivatives are computed from the activation's output, so the
 * input need not be kept. NaN stays NaN.
 */
public final class Activations {
  /** Elements from which oneDNN's tanh beats a loop in Java. */
  private static final long MIN_ONEDNN_LENGTH = 200;

  private static final CustomOperation TANH = new CustomOperation("tanh");
  private static final CustomOperation SIGMOID = new CustomOperation("sigmoid");

  private Activations() {}

  /** {@code output = tanh x}. */
  public static void tanh(INDArray x, INDArray output) {
    Elementwise.requireUnary("tanh", x, output);
    if (Direct.run(ActivationKernels.TANH, x, 0, output)) {
      return;
    }
    // Without oneDNN, which knows FLOAT only, ND4J's tanh of a small x has few right digits.
    boolean accurate = x.length() > MIN_ONEDNN_LENGTH && x.dataType() == DataType.FLOAT;
    if (accurate || !Backend.keepsAddresses()) {
      TANH.run(output, Operands.contiguous(x));
    } else {
      Blocks.run(ActivationKernels.TANH, Operands.contiguous(x), null, 0, output);
    }
  }

  /** {@code result = delta · (1 − output²)}, with {@code output = tanh x}. */
  public static void tanhDelta(INDArray output, INDArray delta, INDArray result) {
    requireDelta("tanhDelta", "output", output, delta, result);
    if (Direct.run(ActivationKernels.TANH_DELTA, output, delta, 0, result)) {
      return;
    }
    Elementwise.multiply(output, output, result);
    Elementwise.subtractFrom(1, result, result);
    Elementwise.multiply(result, delta, result);
  }

  /** {@code output = 1 / (1 + e^−x)}. */
  public static void sigmoid(INDArray x, INDArray output) {
    Elementwise.requireUnary("sigmoid", x, output);
    if (Direct.run(ActivationKernels.SIGMOID, x, 0, output)) {
      return;
    }
    SIGMOID.run(output, Operands.contiguous(x));
  }

  /** {@code result = delta · output · (1 − output)}, with {@code output = sigmoid x}. */
  public static void sigmoidDelta(INDArray output, INDArray delta, INDArray result) {
    requireDelta("sigmoidDelta", "output", output, delta, result);
    if (Direct.run(ActivationKernels.SIGMOID_DELTA, output, delta, 0, result)) {
      return;
    }
    Elementwise.subtractFrom(1, output, result);
    Elementwise.multiply(result, output, result);
    Elementwise.multiply(result, delta, result);
  }

  /** {@code output = max(x, 0)}. */
  public static void relu(INDArray x, INDArray output) {
    Elementwise.requireUnary("relu", x, output);
    if (!Direct.run(ScalarKernels.MAXIMUM, x, 0, output)) {
      Elementwise.maximum(x, 0, output);
    }
  }

  /**
   * {@code result = delta} where {@code output > 0}, else 0, with {@code output = relu x}; where an
   * infinite delta meets 0 it is NaN.
   */
  public static void reluDelta(INDArray output, INDArray delta, INDArray result) {
    requireDelta("reluDelta", "output", output, delta, result);
    if (Direct.run(ActivationKernels.RELU_DELTA, output, delta, 0, result)) {
      return;
    }
    Elementwise.heaviside(output, 0, result);
    Elementwise.multiply(result, delta, result);
  }

  /** {@code output = x} where {@code x > 0}, else {@code slope · x}; slope in 0…1. */
  public static void leakyRelu(INDArray x, double slope, INDArray output) {
    Elementwise.requireUnary("leakyRelu", x, output);
    Arguments.requireBetween("leakyRelu", "slope", slope, 0, 1);
    if (slope == 0) { // 0 · ∞ would be NaN
      relu(x, output);
      return;
    }
    if (Direct.run(ActivationKernels.LEAKY_RELU, x, slope, output)) {
      return;
    }
    INDArray scaled = other(x, output);
    Elementwise.scale(x, slope, scaled);
    Elementwise.max2(x, scaled, output);
  }

  /** {@code result = delta} where {@code x > 0}, else {@code slope · delta}; slope in 0…1. */
  public static void leakyReluDelta(INDArray x, double slope, INDArray delta, INDArray result) {
    requireDelta("leakyReluDelta", "x", x, delta, result);
    Arguments.requireBetween("leakyReluDelta", "slope", slope, 0, 1);
    if (Direct.run(ActivationKernels.LEAKY_RELU_DELTA, x, delta, slope, result)) {
      return;
    }
    Elementwise.heaviside(x, 0, result);
    Elementwise.maximum(result, slope, result);
    Elementwise.multiply(result, delta, result);
  }

  /** {@code output = x} where {@code x > 0}, else {@code alpha · (e^x − 1)}. */
  public static void elu(INDArray x, double alpha, INDArray output) {
    Elementwise.requireUnary("elu", x, output);
    if (Direct.run(ActivationKernels.ELU, x, alpha, output)) {
      return;
    }
    // e^x − 1 = −2t / (1 + t) with t = tanh(−x/2), which keeps its digits for small x.
    INDArray negative = Scratch.like(x);
    INDArray divisor = Scratch.like(x);
    Elementwise.scale(x, -0.5, negative);
    Elementwise.maximum(negative, 0, negative);
    tanh(negative, negative);
    Elementwise.addScalar(negative, 1, divisor);
    Elementwise.divide(negative, divisor, negative);
    Elementwise.maximum(x, 0, output);
    Elementwise.addScaled(-2 * alpha, negative, output);
  }

  /** {@code result = delta} where {@code x > 0}, else {@code delta · (output + alpha)}. */
  public static void eluDelta(INDArray output, double alpha, INDArray delta, INDArray result) {
    requireDelta("eluDelta", "output", output, delta, result);
    if (Direct.run(ActivationKernels.ELU_DELTA, output, delta, alpha, result)) {
      return;
    }
    Elementwise.minimum(output, 0, result);
    Elementwise.addScalar(result, alpha, result);
    if (alpha != 1) {
      INDArray positive = Scratch.like(output);
      Elementwise.heaviside(output, 0, positive);
      Elementwise.scale(positive, 1 - alpha, positive);
      Elementwise.add(result, positive, result);
    }
    Elementwise.multiply(result, delta, result);
  }

  /** {@code result = delta} where {@code −1 < output < 1}, else 0. */
  public static void hardTanhDelta(INDArray output, INDArray delta, INDArray result) {
    requireDelta("hardTanhDelta", "output", output, delta, result);
    if (Direct.run(ActivationKernels.HARD_TANH_DELTA, output, delta, 0, result)) {
      return;
    }
    Elementwise.abs(output, result);
    Elementwise.subtractFrom(1, result, result);
    Elementwise.heaviside(result, 0, result);
    Elementwise.multiply(result, delta, result);
  }

  /** {@code output = x / (1 + |x|)}. */
  public static void softsign(INDArray x, INDArray output) {
    Elementwise.requireUnary("softsign", x, output);
    if (Direct.run(SmoothActivationKernels.SOFTSIGN, x, 0, output)) {
      return;
    }
    INDArray finite = Scratch.like(x); // so that ±∞ gives ±1
    INDArray size = Scratch.like(x);
    Infinities.clamp(x, finite);
    Elementwise.abs(finite, size);
    Elementwise.addScalar(size, 1, size);
    Elementwise.divide(finite, size, output);
  }

  /** {@code result = delta / (1 + |x|)²}. */
  public static void softsignDelta(INDArray x, INDArray delta, INDArray result) {
    requireDelta("softsignDelta", "x", x, delta, result);
    if (Direct.run(SmoothActivationKernels.SOFTSIGN_DELTA, x, delta, 0, result)) {
      return;
    }
    Elementwise.abs(x, result);
    Elementwise.addScalar(result, 1, result);
    // Twice divided, not once by the square, which overflows FLOAT from 1e19.
    INDArray once = Scratch.like(x);
    Elementwise.divide(delta, result, once);
    Elementwise.divide(once, result, result);
  }

  /** The output itself as room for an intermediate result, unless it is the input too. */
  static INDArray other(INDArray x, INDArray output) {
    return Overlap.exists(output, x) ? Scratch.like(x) : output;
  }

  /** Requires a delta of the shape of {@code y} and room for the result in a third array. */
  static void requireDelta(String op, String name, INDArray y, INDArray delta, INDArray result) {
    Operands.requireNumbers(op, name, y);
    Operands.requireLike(op, "delta", delta, y);
    Operands.requireLike(op, "result", result, y);
    Operands.requireContiguous(op, "result", result);
    Operands.requireOther(op, "result", result, name, y, "delta", delta);
  }
}
