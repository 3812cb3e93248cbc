package io.github.taeda.nn.layers;

import io.github.taeda.nn.Copies;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Pooling;
import io.github.taeda.nn.ops.Window;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The largest number of each channel under a window over images.
 *
 * <p>{@code [batch, height, width, channels] → [batch, rows, columns, channels]} with rows =
 * ⌊(height − kernel) / stride⌋ + 1 and columns likewise; what is left over at the edges is ignored.
 * The delta goes to the largest number, the first of several equal ones. An image smaller than the
 * kernel is a {@link io.github.taeda.nn.ShapeException}.
 */
public final class MaxPool2D extends Pool {

  /**
   * Makes a pooling with a square kernel.
   *
   * @param kernel rows and columns that one output sees, at least 1
   * @param stride rows and columns from one output to the next, at least 1
   */
  public MaxPool2D(long kernel, long stride) {
    this(kernel, kernel, stride, stride);
  }

  /** Makes a pooling with different sizes per axis, each at least 1. */
  public MaxPool2D(long kernelHeight, long kernelWidth, long strideHeight, long strideWidth) {
    this(window(kernelHeight, kernelWidth, strideHeight, strideWidth));
  }

  private MaxPool2D(Window window) {
    super(window, Pooling.maximum(window));
  }

  @Override
  long[] outputShape(INDArray input) {
    Shapes.requireShape(this, "input", input, -1, -1, -1, -1);
    return outputShape(this, input, window, input.size(3));
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new MaxPool2D(window);
  }

  /** {@code MaxPool2D(2x2, stride 2)}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "MaxPool2D(%dx%d, stride %s)",
        window.kernelHeight(),
        window.kernelWidth(),
        pair(window.strideHeight(), window.strideWidth()));
  }

  private static Window window(
      long kernelHeight, long kernelWidth, long strideHeight, long strideWidth) {
    Shapes.requireSize("MaxPool2D", "kernel", Math.min(kernelHeight, kernelWidth));
    Shapes.requireSize("MaxPool2D", "stride", Math.min(strideHeight, strideWidth));
    return new Window(kernelHeight, kernelWidth, strideHeight, strideWidth, 0, 0, 1, 1);
  }
}
