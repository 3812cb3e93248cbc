package io.github.taeda.nn.ops;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Activations and what they make of a delta. Derivatives are computed from the activation's output,
 * so the input need not be kept.
 */
abstract class ActivationOps extends ElementOps {
  /** Elements from which oneDNN's tanh beats the plain one's smaller overhead. */
  private static final long LARGE = 600;

  private static final CustomOperation TANH = new CustomOperation("tanh");
  private static final CustomOperation SMALL_TANH =
      new CustomOperation("tanh", false, new long[0]);
  private static final CustomOperation SIGMOID = new CustomOperation("sigmoid");

  ActivationOps() {}

  /** {@code output = tanh x}. */
  public static void tanh(INDArray x, INDArray output) {
    boolean helpers = x.length() > LARGE && x.dataType() == DataType.FLOAT;
    run(helpers ? TANH : SMALL_TANH, "tanh", x, output);
  }

  /** {@code result = delta · (1 − output²)}, with {@code output = tanh x}. */
  public static void tanhDelta(INDArray output, INDArray delta, INDArray result) {
    multiply(delta, output, result);
    multiply(result, output, result);
    subtract(delta, result, result);
  }

  /** {@code output = 1 / (1 + e^−x)}. */
  public static void sigmoid(INDArray x, INDArray output) {
    run(SIGMOID, "sigmoid", x, output);
  }

  /** {@code result = delta · output · (1 − output)}, with {@code output = sigmoid x}. */
  public static void sigmoidDelta(INDArray output, INDArray delta, INDArray result) {
    subtractFrom(1, output, result);
    multiply(result, output, result);
    multiply(result, delta, result);
  }

  /** {@code output = max(x, 0)}. */
  public static void relu(INDArray x, INDArray output) {
    maximum(x, 0, output);
  }

  /** {@code result = delta} where {@code output > 0}, else 0, with {@code output = relu x}. */
  public static void reluDelta(INDArray output, INDArray delta, INDArray result) {
    step(output, 0, result);
    multiply(result, delta, result);
  }

  private static void run(CustomOperation op, String name, INDArray x, INDArray output) {
    Operands.requireSameShape(name, x, output);
    Operands.requireOutput(name, output);
    op.run(output, Operands.contiguous(x));
  }
}
