package io.github.taeda.nn.ops;

import org.nd4j.linalg.api.buffer.DataBuffer;
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
      tanhOf(Operands.contiguous(x).data(), output.data(), x.length());
    }
  }

  private static void tanhOf(DataBuffer x, DataBuffer output, long length) {
    for (long i = 0; i < length; i++) {
      output.put(i, Math.tanh(x.getDouble(i)));
    }
  }

  /** {@code result = delta · (1 − output²)}, with {@code output = tanh x}. */
  public static void tanhDelta(INDArray output, INDArray delta, INDArray result) {
    requireDelta("tanhDelta", output, delta, result);
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
    requireDelta("sigmoidDelta", output, delta, result);
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
    requireDelta("reluDelta", output, delta, result);
    step(output, 0, result);
    multiply(result, delta, result);
  }

  private static void requireDelta(String name, INDArray output, INDArray delta, INDArray result) {
    Operands.requireNumbers(name, "output", output);
    Operands.requireLike(name, "delta", delta, output);
    Operands.requireLike(name, "result", result, output);
    Operands.requireContiguous(name, "result", result);
    Operands.requireOther(name, "result", result, "output", output);
    Operands.requireOther(name, "result", result, "delta", delta);
  }
}
