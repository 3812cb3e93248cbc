package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.SoftmaxRows;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Distributions over the last axis, {@code [*, classes]}, finite for any finite scores. */
public final class Softmaxes {
  private static final CustomOperation SOFTMAX = new CustomOperation("softmax", 1);

  private Softmaxes() {}

  /** {@code output_i = e^x_i / Σ_j e^x_j} in each row. */
  public static void softmax(INDArray x, INDArray output) {
    Operands.requireRows("softmax", "x", x);
    Elementwise.requireUnary("softmax", x, output);
    if (Direct.isOn() && SoftmaxRows.suits(x.size(-1))) {
      SoftmaxRows.softmax(Operands.contiguous(x), output);
      return;
    }
    if (x.size(-1) == 1) { // ND4J's would be 1 for NaN and infinities too
      Elementwise.subtract(x, x, output);
      Elementwise.addScalar(output, 1, output);
      return;
    }
    SOFTMAX.run(Operands.rows(output), Operands.rows(fromZero(x)));
  }

  /**
   * Scores whose largest is 0 in each row, for ND4J: in DOUBLE it takes 0 for the maximum of
   * negative scores, so that a row below −745 would become NaN.
   */
  private static INDArray fromZero(INDArray x) {
    if (x.dataType() == DataType.FLOAT) {
      return x;
    }
    INDArray largest = column(x);
    Reductions.rowMaxima(x, largest);
    INDArray result = Scratch.like(x);
    Rowwise.subtractColumn(x, largest, result);
    return result;
  }

  /** {@code result_i = s_i · (delta_i − Σ_j delta_j s_j)}, with {@code s = softmax(x)}. */
  public static void softmaxDelta(INDArray softmax, INDArray delta, INDArray result) {
    Operands.requireRows("softmaxDelta", "softmax", softmax);
    Activations.requireDelta("softmaxDelta", "softmax", softmax, delta, result);
    INDArray sums = column(softmax);
    Elementwise.multiply(softmax, delta, result);
    Reductions.rowSums(result, sums);
    Rowwise.subtractColumn(delta, sums, result);
    Elementwise.multiply(result, softmax, result);
  }

  /** {@code output_i = x_i − ln Σ_j e^x_j} in each row. */
  public static void logSoftmax(INDArray x, INDArray output) {
    Operands.requireRows("logSoftmax", "x", x);
    Elementwise.requireUnary("logSoftmax", x, output);
    if (Direct.isOn() && SoftmaxRows.suits(x.size(-1))) {
      SoftmaxRows.logSoftmax(Operands.contiguous(x), output);
      return;
    }
    // Not ND4J's own: that takes the logarithm of the softmax, −∞ from a gap of 104 in FLOAT.
    INDArray column = column(x);
    Reductions.rowMaxima(x, column);
    Rowwise.subtractColumn(x, column, output);
    INDArray exponentials = Scratch.like(x);
    Elementwise.exp(output, exponentials);
    Reductions.rowSums(exponentials, column);
    Elementwise.log(column, column);
    Rowwise.subtractColumn(output, column, output);
  }

  /** {@code result_i = delta_i − s_i · Σ_j delta_j}, with {@code s = e^logSoftmax}. */
  public static void logSoftmaxDelta(INDArray logSoftmax, INDArray delta, INDArray result) {
    Operands.requireRows("logSoftmaxDelta", "logSoftmax", logSoftmax);
    Activations.requireDelta("logSoftmaxDelta", "logSoftmax", logSoftmax, delta, result);
    INDArray sums = column(delta);
    Reductions.rowSums(delta, sums);
    Elementwise.exp(logSoftmax, result);
    Rowwise.multiplyColumn(result, sums, result);
    Elementwise.subtract(delta, result, result);
  }

  /** One number for each row of {@code x}. */
  private static INDArray column(INDArray x) {
    return Scratch.array(x.dataType(), x.length() / x.size(-1));
  }
}
