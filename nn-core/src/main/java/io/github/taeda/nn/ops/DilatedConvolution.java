package io.github.taeda.nn.ops;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A convolution of images as a sum of products, one for each element of the window with what that
 * element sees at all places. For dilated windows of stride 1: oneDNN refuses them, and ND4J's own
 * backward pass takes 2 to 7 times as long. Of other strides, or of one channel, ND4J's is no
 * slower.
 */
final class DilatedConvolution {
  private final Window window;
  private final int elements;

  DilatedConvolution(Window window) {
    this.window = window;
    elements = Math.toIntExact(window.kernelHeight() * window.kernelWidth());
  }

  /** Whether this is the faster way for images with so many channels. */
  boolean suits(long channels) {
    boolean apart = window.dilationHeight() > 1 || window.dilationWidth() > 1;
    return apart && window.strideHeight() == 1 && window.strideWidth() == 1 && channels > 1;
  }

  /** {@code output = x ⋆ weight + bias}. */
  void forward(INDArray x, INDArray weight, @Nullable INDArray bias, INDArray output) {
    INDArray image = padded(x);
    INDArray result = Operands.rows(output);
    Ops.fill(result, 0);
    for (int k = 0; k < elements; k++) {
      Ops.addMatmul(seen(image, k, output), filter(weight, k), result); // [*, in] x [in, out]
    }
    if (bias != null) {
      Ops.addRow(result, bias, result);
    }
  }

  /** {@code weightGradient += } the gradient of the filters. */
  void addGradient(INDArray x, INDArray delta, INDArray weightGradient) {
    INDArray image = padded(x);
    INDArray rows = Operands.rows(delta);
    for (int k = 0; k < elements; k++) {
      INDArray gradient = filter(weightGradient, k);
      Ops.addMatmulTransposed(seen(image, k, delta), rows, gradient); // [*, in]^T x [*, out]
    }
  }

  /**
   * {@code xDelta = } what the delta makes of x: each place of x sees the deltas of the outputs
   * that saw it, by the window turned round.
   */
  void backwardDelta(INDArray weight, INDArray delta, INDArray xDelta) {
    INDArray deltas = spread(delta);
    INDArray result = Operands.rows(xDelta);
    Ops.fill(result, 0);
    for (int k = 0; k < elements; k++) {
      long top = window.paddingHeight() + row(k);
      long left = window.paddingWidth() + column(k);
      INDArray seen = copy(deltas, top, left, xDelta);
      INDArray filter = filter(weight, elements - 1 - k);
      MatrixOps.addMatmulSecondTransposed(seen, filter, result); // [*, out] x [in, out]^T
    }
  }

  private long row(int k) {
    return k / window.kernelWidth() * window.dilationHeight();
  }

  private long column(int k) {
    return k % window.kernelWidth() * window.dilationWidth();
  }

  /** The filters' numbers for one element of the window, {@code [in, out]}, a view. */
  private static INDArray filter(INDArray weight, int k) {
    long in = weight.size(2);
    long size = in * weight.size(3);
    return SumOps.stretch(weight, k * size, (k + 1) * size, in);
  }

  /** What one element of the window sees at the places of the output. */
  private INDArray seen(INDArray image, int k, INDArray output) {
    return copy(image, row(k), column(k), output);
  }

  /** Copies {@code [*, channels]} from as many rows and columns as there are places. */
  private static INDArray copy(INDArray image, long top, long left, INDArray places) {
    long channels = image.size(3);
    long row = image.size(2) * channels;
    long[] shape = {image.size(0), places.size(1), places.size(2) * channels};
    long[] strides = {image.size(1) * row, row, 1};
    long start = top * row + left * channels;
    INDArray copy = Scratch.array(image.dataType(), shape);
    copy.assign(
        Scratch.view(
            image,
            new long[] {start, shape[1], shape[2]},
            whole -> Nd4j.create(whole.data(), shape, strides, start, 'c')));
    return Scratch.view(copy, copy.length() / channels, channels);
  }

  /** The image with zeros around it. */
  private INDArray padded(INDArray x) {
    long top = window.paddingHeight();
    long left = window.paddingWidth();
    return top + left == 0 && x.offset() == 0 ? x : within(x, 2 * top, top, 2 * left, left);
  }

  /** The deltas with as many zeros around as the window may look at beyond the padded image. */
  private INDArray spread(INDArray delta) {
    long top = window.spanHeight() - 1;
    long left = window.spanWidth() - 1;
    return within(delta, 2 * top, top, 2 * left, left);
  }

  private static INDArray within(INDArray x, long rows, long top, long columns, long left) {
    INDArray result =
        Scratch.array(x.dataType(), x.size(0), x.size(1) + rows, x.size(2) + columns, x.size(3));
    Ops.fill(result, 0);
    Scratch.view(
            result,
            new long[] {top, left},
            whole ->
                whole.get(
                    NDArrayIndex.all(),
                    NDArrayIndex.interval(top, top + x.size(1)),
                    NDArrayIndex.interval(left, left + x.size(2)),
                    NDArrayIndex.all()))
        .assign(x);
    return result;
  }
}
