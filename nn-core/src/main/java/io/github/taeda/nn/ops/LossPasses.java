package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.LossKernels;
import io.github.taeda.nn.ops.internal.SoftmaxRows;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Losses and their deltas in one pass over target and prediction, where the arrays' memory can be
 * reached; elsewhere a loss is computed from the other primitives.
 */
public final class LossPasses {
  private LossPasses() {}

  /**
   * {@code delta = 2 · scale · (ŷ − y)}.
   *
   * @param target y, FLOAT or DOUBLE
   * @param prediction ŷ, of the target's shape and type
   * @param delta of the same shape and type; it overlaps neither of the others
   * @return the sum of {@code (ŷ − y)²}; empty, and nothing written, if it must be computed
   *     otherwise
   */
  public static OptionalDouble squaredError(
      INDArray target, INDArray prediction, double scale, INDArray delta) {
    require("squaredError", target, prediction, delta);
    if (!suits(delta)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        LossKernels.squaredError(
            Operands.contiguous(target), Operands.contiguous(prediction), scale, delta));
  }

  /**
   * {@code delta = scale · (ŷ − y) / (ŷ (1 − ŷ))}, the denominator at least 1e-12.
   *
   * @param target y, FLOAT or DOUBLE
   * @param prediction ŷ, of the target's shape and type
   * @param delta of the same shape and type; it overlaps neither of the others
   * @return the sum of {@code −(y ln ŷ + (1 − y) ln (1 − ŷ))}, each logarithm at least −100; empty,
   *     and nothing written, if it must be computed otherwise
   */
  public static OptionalDouble binaryCrossEntropy(
      INDArray target, INDArray prediction, double scale, INDArray delta) {
    require("binaryCrossEntropy", target, prediction, delta);
    if (!suits(delta)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        LossKernels.binaryCrossEntropy(
            Operands.contiguous(target), Operands.contiguous(prediction), scale, delta));
  }

  /**
   * {@code delta = scale · (softmax(ŷ) − one-hot(classes))}.
   *
   * @param classes the class index of each row, −1 for a row without loss and delta
   * @param prediction ŷ, scores {@code [batch, classes]}, FLOAT or DOUBLE
   * @param delta of the prediction's shape and type; it does not overlap it
   * @return the sum of {@code ln Σ_j e^ŷ_j − ŷ_class}; empty, and nothing written, if it must be
   *     computed otherwise
   */
  public static OptionalDouble crossEntropy(
      int[] classes, INDArray prediction, double scale, INDArray delta) {
    String name = "crossEntropy";
    Operands.requireNumbers(name, "prediction", prediction);
    Arguments.requireNonNull(name, "classes", classes);
    Operands.require(name, "prediction", prediction, prediction.dataType(), classes.length, -1);
    Arguments.requireIndices(name, "classes", classes, -1, prediction.size(1));
    requireDelta(name, prediction, delta);
    if (!suits(delta) || !SoftmaxRows.suits(prediction.size(1))) {
      return OptionalDouble.empty();
    }
    INDArray scores = Operands.contiguous(prediction);
    return OptionalDouble.of(SoftmaxRows.crossEntropy(classes, scores, (float) scale, delta));
  }

  private static boolean suits(INDArray delta) {
    return Direct.isOn() && delta.dataType() == DataType.FLOAT;
  }

  private static void require(String name, INDArray target, INDArray prediction, INDArray delta) {
    Operands.requireNumbers(name, "target", target);
    Operands.requireLike(name, "prediction", prediction, target);
    requireDelta(name, prediction, delta);
    Operands.requireOther(name, "delta", delta, "target", target);
  }

  private static void requireDelta(String name, INDArray prediction, INDArray delta) {
    Operands.requireLike(name, "delta", delta, prediction);
    Operands.requireContiguous(name, "delta", delta);
    Operands.requireOther(name, "delta", delta, "prediction", prediction);
  }
}
