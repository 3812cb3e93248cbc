package io.github.taeda.nn.ops;

import io.github.taeda.nn.ops.internal.WindowShape;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How a window moves over an image of height and width; over a sequence, an image of height 1.
 *
 * @param kernelHeight rows that the window covers, at least 1
 * @param kernelWidth columns that it covers, at least 1
 * @param strideHeight rows from one place to the next, at least 1
 * @param strideWidth columns from one place to the next, at least 1
 * @param paddingHeight rows of zeros above and below, at least 0
 * @param paddingWidth columns of zeros left and right, at least 0
 * @param dilationHeight distance of the rows that the window covers, 1 for neighbours
 * @param dilationWidth distance of the columns that it covers, 1 for neighbours
 */
public record Window(
    long kernelHeight,
    long kernelWidth,
    long strideHeight,
    long strideWidth,
    long paddingHeight,
    long paddingWidth,
    long dilationHeight,
    long dilationWidth) {

  /** Checks the sizes. */
  public Window {
    requireLeast("kernel", Math.min(kernelHeight, kernelWidth), 1);
    requireLeast("stride", Math.min(strideHeight, strideWidth), 1);
    requireLeast("padding", Math.min(paddingHeight, paddingWidth), 0);
    requireLeast("dilation", Math.min(dilationHeight, dilationWidth), 1);
  }

  /** A window over a sequence, without padding. */
  public static Window over1D(long kernel, long stride) {
    return new Window(1, kernel, 1, stride, 0, 0, 1, 1);
  }

  /** A square window over an image, without padding. */
  public static Window over2D(long kernel, long stride) {
    return new Window(kernel, kernel, stride, stride, 0, 0, 1, 1);
  }

  /** The same window with zeros around the image. */
  public Window withPadding(long height, long width) {
    return new Window(
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        height,
        width,
        dilationHeight,
        dilationWidth);
  }

  /** The same window over more distant rows and columns. */
  public Window withDilation(long height, long width) {
    return new Window(
        kernelHeight,
        kernelWidth,
        strideHeight,
        strideWidth,
        paddingHeight,
        paddingWidth,
        height,
        width);
  }

  /** Rows from the first to the last that the window covers. */
  public long spanHeight() {
    return (kernelHeight - 1) * dilationHeight + 1;
  }

  /** Columns from the first to the last that the window covers. */
  public long spanWidth() {
    return (kernelWidth - 1) * dilationWidth + 1;
  }

  /** Places of the window from top to bottom; left-over rows do not count. */
  public long placesHeight(long height) {
    return Math.floorDiv(height + 2 * paddingHeight - spanHeight(), strideHeight) + 1;
  }

  /** Places of the window from left to right; left-over columns do not count. */
  public long placesWidth(long width) {
    return Math.floorDiv(width + 2 * paddingWidth - spanWidth(), strideWidth) + 1;
  }

  /** The arguments of ND4J's convolutions and poolings: channels last, the given padding. */
  long[] arguments(long... last) {
    long[] arguments = {
      kernelHeight,
      kernelWidth,
      strideHeight,
      strideWidth,
      paddingHeight,
      paddingWidth,
      dilationHeight,
      dilationWidth,
      0,
      0,
      0
    };
    System.arraycopy(last, 0, arguments, arguments.length - last.length, last.length);
    return arguments;
  }

  /** The sizes for an input {@code [batch, length, in]} or {@code [batch, height, width, in]}. */
  WindowShape shape(INDArray x, int out) {
    int rank = x.rank();
    int height = rank == 4 ? (int) x.size(1) : 1;
    int width = (int) x.size(rank - 2);
    return new WindowShape(
        (int) x.size(0),
        height,
        width,
        (int) x.size(rank - 1),
        (int) placesHeight(height),
        (int) placesWidth(width),
        out,
        new WindowShape.Axis(
            (int) kernelHeight, (int) strideHeight, (int) paddingHeight, (int) dilationHeight),
        new WindowShape.Axis(
            (int) kernelWidth, (int) strideWidth, (int) paddingWidth, (int) dilationWidth));
  }

  private static void requireLeast(String name, long size, long least) {
    if (size < least) {
      throw new IllegalArgumentException(name + " must be at least " + least + ", but was " + size);
    }
  }
}
