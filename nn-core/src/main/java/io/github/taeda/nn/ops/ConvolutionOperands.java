package io.github.taeda.nn.ops;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What the convolution of a window asks of its arrays. */
record ConvolutionOperands(Window window, long groups) {

  void requireForward(INDArray x, INDArray weight, @Nullable INDArray bias, INDArray output) {
    requireWeight("x", x, weight);
    if (bias != null) {
      Operands.require("convolution", "bias", bias, x.dataType(), weight.size(-1));
    }
    Operands.requireOutput("convolution", output, x.dataType());
    requireOutputShape("output", output, x, weight);
    Operands.requireOther("convolution", "output", output, "x", x);
    Operands.requireOther("convolution", "output", output, "weight", weight);
    if (bias != null) {
      Operands.requireOther("convolution", "output", output, "bias", bias);
    }
  }

  void requireDelta(INDArray x, INDArray weight, INDArray delta) {
    requireWeight("x", x, weight);
    requireOutputShape("delta", delta, x, weight);
  }

  /** Requires what gives the delta of an x that is not there. */
  void requireDeltaOf(INDArray xDelta, INDArray weight, INDArray delta) {
    requireWeight("xDelta", xDelta, weight);
    requireOutputShape("delta", delta, xDelta, weight);
    Operands.requireContiguous("convolution", "xDelta", xDelta);
    Operands.requireOther("convolution", "xDelta", xDelta, "weight", weight);
    Operands.requireOther("convolution", "xDelta", xDelta, "delta", delta);
  }

  /** Requires an input that the window fits into, and filters of the window for its channels. */
  private void requireWeight(String name, INDArray x, INDArray weight) {
    Arguments.requireImage("convolution", name, x, window);
    Operands.requireType("convolution", "weight", weight, x.dataType());
    requireGroups(name, x);
    long in = x.size(-1) / groups;
    if (weight.rank() == 3 && window.axes() == 1) {
      Operands.require("convolution", "weight", weight, x.dataType(), window.kernelWidth(), in, -1);
    } else {
      long height = window.kernelHeight();
      Operands.require(
          "convolution", "weight", weight, x.dataType(), height, window.kernelWidth(), in, -1);
    }
    requireGroups("weight", weight);
  }

  private void requireGroups(String name, INDArray array) {
    if (array.size(-1) % groups != 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "convolution: %s must have a multiple of %d channels, but was %s",
              name,
              groups,
              Arrays.toString(array.shape())));
    }
  }

  /** Requires {@code [batch, output length…, out]}, of the window over x. */
  private void requireOutputShape(String name, INDArray array, INDArray x, INDArray weight) {
    long[] shape = x.shape().clone();
    int width = shape.length - 2;
    shape[width] = window.outputWidth(shape[width]);
    if (width == 2) {
      shape[1] = window.outputHeight(shape[1]);
    }
    shape[width + 1] = weight.size(-1);
    Operands.require("convolution", name, array, x.dataType(), shape);
  }

  /** Requires a result of the shape of {@code like} that overlaps none of the operands. */
  void requireResult(
      String name, INDArray result, INDArray like, INDArray x, INDArray weight, INDArray delta) {
    Operands.requireLike("convolution", name, result, like);
    Operands.requireContiguous("convolution", name, result);
    Operands.requireOther("convolution", name, result, "x", x);
    Operands.requireOther("convolution", name, result, "weight", weight);
    Operands.requireOther("convolution", name, result, "delta", delta);
  }
}
