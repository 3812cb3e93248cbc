package io.github.taeda.nn.ops;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Activations and what they make of a delta. An output may be the input; the result of a delta must
 * be a third array. Derivatives are computed from the activation's output, so the input need not be
 * kept. NaN stays NaN.
 */
abstract class ActivationOps extends ElementOps {
  /** Elements from which oneDNN's tanh beats a loop in Java. */
  private static final long LARGE = 200;

  private static final CustomOperation TANH = new CustomOperation("tanh");
  private static final CustomOperation SIGMOID = new CustomOperation("sigmoid");

  ActivationOps() {}

  /** {@code output = tanh x}. */
  public static void tanh(INDArray x, INDArray output) {
    requireUnary("tanh", x, output);
    // Without oneDNN, which knows FLOAT only, ND4J's tanh of a small x has few right digits.
    boolean accurate = x.length() > LARGE && x.dataType() == DataType.FLOAT;
    if (accurate || !Backend.keepsAddresses()) {
      TANH.run(output, Operands.contiguous(x));
    } else {
      HostTanh.run(Operands.contiguous(x), output);
    }
  }

  /** {@code result = delta · (1 − output²)}, with {@code output = tanh x}. */
  public static void tanhDelta(INDArray output, INDArray delta, INDArray result) {
    requireDelta("tanhDelta", "output", output, delta, result);
    multiply(output, output, result);
    subtractFrom(1, result, result);
    multiply(result, delta, result);
  }

  /** {@code output = 1 / (1 + e^−x)}. */
  public static void sigmoid(INDArray x, INDArray output) {
    requireUnary("sigmoid", x, output);
    SIGMOID.run(output, Operands.contiguous(x));
  }

  /** {@code result = delta · output · (1 − output)}, with {@code output = sigmoid x}. */
  public static void sigmoidDelta(INDArray output, INDArray delta, INDArray result) {
    requireDelta("sigmoidDelta", "output", output, delta, result);
    subtractFrom(1, output, result);
    multiply(result, output, result);
    multiply(result, delta, result);
  }

  /** {@code output = max(x, 0)}. */
  public static void relu(INDArray x, INDArray output) {
    maximum(x, 0, output);
  }

  /**
   * {@code result = delta} where {@code output > 0}, else 0, with {@code output = relu x}; where an
   * infinite delta meets 0 it is NaN.
   */
  public static void reluDelta(INDArray output, INDArray delta, INDArray result) {
    requireDelta("reluDelta", "output", output, delta, result);
    step(output, 0, result);
    multiply(result, delta, result);
  }

  /** {@code output = x} where {@code x > 0}, else {@code slope · x}; slope in 0…1. */
  public static void leakyRelu(INDArray x, double slope, INDArray output) {
    INDArray scaled = other(x, output);
    scale(x, slope, scaled);
    larger(x, scaled, output);
  }

  /** {@code result = delta} where {@code x > 0}, else {@code slope · delta}. */
  public static void leakyReluDelta(INDArray x, double slope, INDArray delta, INDArray result) {
    requireDelta("leakyReluDelta", "x", x, delta, result);
    step(x, 0, result);
    maximum(result, slope, result);
    multiply(result, delta, result);
  }

  /** {@code output = x} where {@code x > 0}, else {@code alpha · (e^x − 1)}. */
  public static void elu(INDArray x, double alpha, INDArray output) {
    // e^x − 1 = −2t / (1 + t) with t = tanh(−x/2), which keeps its digits for small x.
    INDArray negative = Scratch.array(x.dataType(), x.shape());
    INDArray divisor = Scratch.array(x.dataType(), x.shape());
    scale(x, -0.5, negative);
    maximum(negative, 0, negative);
    tanh(negative, negative);
    shift(negative, 1, divisor);
    divide(negative, divisor, negative);
    maximum(x, 0, output);
    addScaled(-2 * alpha, negative, output);
  }

  /** {@code result = delta} where {@code x > 0}, else {@code delta · (output + alpha)}. */
  public static void eluDelta(INDArray output, double alpha, INDArray delta, INDArray result) {
    requireDelta("eluDelta", "output", output, delta, result);
    minimum(output, 0, result);
    shift(result, alpha, result);
    if (alpha != 1) {
      INDArray positive = Scratch.array(output.dataType(), output.shape());
      step(output, 0, positive);
      scale(positive, 1 - alpha, positive);
      add(result, positive, result);
    }
    multiply(result, delta, result);
  }

  /** {@code result = delta} where {@code −1 < output < 1}, else 0. */
  public static void hardTanhDelta(INDArray output, INDArray delta, INDArray result) {
    requireDelta("hardTanhDelta", "output", output, delta, result);
    abs(output, result);
    subtractFrom(1, result, result);
    step(result, 0, result);
    multiply(result, delta, result);
  }

  /** {@code output = x / (1 + |x|)}. */
  public static void softsign(INDArray x, INDArray output) {
    INDArray size = Scratch.array(x.dataType(), x.shape());
    abs(x, size);
    shift(size, 1, size);
    divide(x, size, output);
  }

  /** {@code result = delta / (1 + |x|)²}. */
  public static void softsignDelta(INDArray x, INDArray delta, INDArray result) {
    requireDelta("softsignDelta", "x", x, delta, result);
    abs(x, result);
    shift(result, 1, result);
    // Twice divided, not once by the square, which overflows FLOAT from 1e19.
    INDArray once = Scratch.array(x.dataType(), x.shape());
    divide(delta, result, once);
    divide(once, result, result);
  }

  /** The output itself as room for an intermediate result, unless it is the input too. */
  static INDArray other(INDArray x, INDArray output) {
    return output == x ? Scratch.array(x.dataType(), x.shape()) : output;
  }

  /** Requires a delta of the shape of {@code y} and room for the result in a third array. */
  static void requireDelta(String op, String name, INDArray y, INDArray delta, INDArray result) {
    Operands.requireNumbers(op, name, y);
    Operands.requireLike(op, "delta", delta, y);
    Operands.requireLike(op, "result", result, y);
    Operands.requireContiguous(op, "result", result);
    Operands.requireOther(op, "result", result, name, y);
    Operands.requireOther(op, "result", result, "delta", delta);
  }
}
