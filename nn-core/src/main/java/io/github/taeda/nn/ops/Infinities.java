package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.ElementwiseKernels;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Elementwise arithmetic with infinite operands where IEEE 754 gives NaN. */
public final class Infinities {
  private Infinities() {}

  /**
   * {@code output = weight · x}, all of one shape; 0 where the weight is 0 and x infinite, as in
   * {@code 0 ln 0 = 0}. NaN remains NaN.
   *
   * @param weight at least 0
   * @param output may be one of the inputs
   */
  public static void multiplyOrZero(INDArray weight, INDArray x, INDArray output) {
    Operands.requireNumbers("multiplyOrZero", "weight", weight);
    Operands.requireLike("multiplyOrZero", "x", x, weight);
    Operands.requireLike("multiplyOrZero", "output", output, weight);
    Operands.requireContiguous("multiplyOrZero", "output", output);
    Operands.requireSameOrApart("multiplyOrZero", "output", output, "weight", weight);
    Operands.requireSameOrApart("multiplyOrZero", "output", output, "x", x);
    if (Direct.run(ElementwiseKernels.MULTIPLY_OR_ZERO, weight, x, 0, output)) {
      return;
    }
    INDArray finite = Scratch.like(x);
    INDArray rest = Scratch.like(x);
    clamp(x, finite);
    Elementwise.subtract(x, finite, rest); // 0, or ±∞
    clamp(rest, rest);
    INDArray positive = Scratch.like(x);
    Elementwise.heaviside(weight, 0, positive);
    Elementwise.multiply(positive, rest, rest); // 0, or ± the largest value if the weight is not 0
    Elementwise.multiply(weight, finite, output);
    Elementwise.add(output, rest, output);
    Elementwise.add(output, rest, output); // twice the largest value is ∞
  }

  /** {@code output = x}, with ± the largest finite value of the type in place of ±∞. */
  static void clamp(INDArray x, INDArray output) {
    double largest = x.dataType() == DataType.FLOAT ? Float.MAX_VALUE : Double.MAX_VALUE;
    Elementwise.minimum(x, largest, output);
    Elementwise.maximum(output, -largest, output);
  }
}
