package io.github.taeda.nn.ops.internal;

/**
 * The sizes of one convolution or pooling over images {@code [batch, height, width, in]} with
 * results {@code [batch, outHeight, outWidth, out]}; a sequence is an image of height 1.
 */
public record WindowShape(
    int batch,
    int height,
    int width,
    int in,
    int outHeight,
    int outWidth,
    int out,
    Axis vertical,
    Axis horizontal) {

  /** How the window moves along one axis. */
  public record Axis(int kernel, int stride, int padding, int dilation) {

    /** The input position that element {@code k} of the window sees at an output position. */
    int position(int output, int k) {
      return output * stride - padding + k * dilation;
    }

    /** The first output position at which element {@code k} sees one of the input's positions. */
    int first(int k) {
      int missing = padding - k * dilation;
      return missing <= 0 ? 0 : (missing - 1) / stride + 1;
    }

    /** The end of the output positions at which element {@code k} sees one of {@code size}. */
    int end(int k, int size, int outputs) {
      int last = size - 1 + padding - k * dilation;
      return last < 0 ? 0 : Math.min(outputs, last / stride + 1);
    }

    /** Whether no element of the input is seen from two output positions. */
    boolean isDisjoint() {
      return stride >= (kernel - 1) * dilation + 1;
    }

    /** Whether the elements of the window are neighbours, all within the input. */
    boolean isPlain() {
      return padding == 0 && dilation == 1;
    }
  }

  /** Positions that the window covers. */
  int elements() {
    return vertical.kernel * horizontal.kernel;
  }

  /** Elements that the window sees: rows of the filters. */
  int patch() {
    return elements() * in;
  }

  /** Output positions of one image. */
  int positions() {
    return outHeight * outWidth;
  }

  /** Elements of one input image. */
  long inputSize() {
    return (long) height * width * in;
  }

  /** Elements of one output image. */
  long outputSize() {
    return (long) positions() * out;
  }

  /** Multiplications of a product over one image. */
  public long work() {
    return (long) positions() * patch() * out;
  }

  /** Whether elements of the window are apart. */
  public boolean isDilated() {
    return vertical.dilation > 1 || horizontal.dilation > 1;
  }

  /** Whether it is a convolution of sequences: one row. */
  boolean isSequence() {
    return height == 1 && vertical.kernel == 1 && vertical.padding == 0;
  }

  /** {@code [positions, patch] x [patch, out]}. */
  Product forwardProduct(int positions, int stride) {
    return new Product(false, false, positions, out, patch(), stride, out, out);
  }

  /** {@code [positions, patch]^T x [positions, out]}. */
  Product gradientProduct(int positions, int stride) {
    return new Product(true, false, patch(), out, positions, stride, out, out);
  }
}
