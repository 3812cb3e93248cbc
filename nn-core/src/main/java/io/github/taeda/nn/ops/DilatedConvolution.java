package io.github.taeda.nn.ops;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution of images as a sum of products, one for each element of the window with what that
 * element sees at all output positions. For dilated windows of stride 1: oneDNN rejects them, and
 * ND4J's own backward pass takes 2 to 7 times as long. Of other strides, or of one channel, ND4J's
 * is no slower.
 */
final class DilatedConvolution {
  private final Window window;

  DilatedConvolution(Window window) {
    this.window = window;
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
    INDArray seen = room(output, x.size(3));
    Elementwise.fill(result, 0);
    for (long k = 0; k < elements(); k++) {
      copy(image, row(k), column(k), seen);
      Matrices.addMultiply(Operands.rows(seen), filter(weight, k), result); // [*, in] x [in, out]
    }
    if (bias != null) {
      Rowwise.addRow(result, bias, result);
    }
  }

  /** {@code weightGradient += } the gradient of the filters. */
  void addGradient(INDArray x, INDArray delta, INDArray weightGradient) {
    INDArray image = padded(x);
    INDArray rows = Operands.rows(delta);
    INDArray seen = room(delta, x.size(3));
    for (long k = 0; k < elements(); k++) {
      copy(image, row(k), column(k), seen);
      INDArray gradient = filter(weightGradient, k);
      Matrices.addMultiplyTransposeA(Operands.rows(seen), rows, gradient); // [*, in]^T x [*, out]
    }
  }

  /**
   * {@code xDelta = } the delta of x: each position of x sees the deltas of the outputs that saw
   * it, by the window turned round.
   */
  void backwardDelta(INDArray weight, INDArray delta, INDArray xDelta) {
    INDArray deltas = spread(delta);
    INDArray result = Operands.rows(xDelta);
    INDArray seen = room(xDelta, delta.size(3));
    Elementwise.fill(result, 0);
    for (long k = 0; k < elements(); k++) {
      copy(deltas, window.paddingHeight() + row(k), window.paddingWidth() + column(k), seen);
      INDArray filter = filter(weight, elements() - 1 - k);
      Matrices.addMultiplyTransposeB(Operands.rows(seen), filter, result); // [*, out] x [in, out]^T
    }
  }

  /** How many the window has. */
  private long elements() {
    return window.kernelHeight() * window.kernelWidth();
  }

  private long row(long k) {
    return k / window.kernelWidth() * window.dilationHeight();
  }

  private long column(long k) {
    return k % window.kernelWidth() * window.dilationWidth();
  }

  /** The filters' elements for one element of the window, {@code [in, out]}, a view. */
  private static INDArray filter(INDArray weight, long k) {
    long in = weight.size(2);
    long size = in * weight.size(3);
    return Reductions.block(weight, k * size, (k + 1) * size, in);
  }

  /** Room for what one element of the window sees at all output positions, filled anew for each. */
  private static INDArray room(INDArray places, long channels) {
    return Scratch.array(
        places.dataType(), places.size(0), places.size(1), places.size(2), channels);
  }

  /** Fills the room from as many rows and columns of the image. */
  private static void copy(INDArray image, long top, long left, INDArray room) {
    long channels = image.size(3);
    long row = image.size(2) * channels;
    long[] shape = {room.size(0), room.size(1), room.size(2) * channels};
    Scratch.view(room, shape)
        .assign(
            Scratch.strided(
                image, top * row + left * channels, shape, image.size(1) * row, row, 1));
  }

  /** The image with zeros around it. */
  private INDArray padded(INDArray x) {
    long top = window.paddingHeight();
    long left = window.paddingWidth();
    return top + left == 0 ? x : within(x, 2 * top, top, 2 * left, left);
  }

  /** The deltas with as many zeros around as the window may look at beyond the padded image. */
  private INDArray spread(INDArray delta) {
    long top = window.spanHeight() - 1;
    long left = window.spanWidth() - 1;
    return within(delta, 2 * top, top, 2 * left, left);
  }

  /** A larger image of zeros with this one in it. */
  static INDArray within(INDArray x, long rows, long top, long columns, long left) {
    INDArray result =
        Scratch.array(x.dataType(), x.size(0), x.size(1) + rows, x.size(2) + columns, x.size(3));
    Elementwise.fill(result, 0);
    long start = top * result.stride(1) + left * result.stride(2);
    Scratch.strided(result, start, x.shape(), result.stride()).assign(x);
    return result;
  }
}
