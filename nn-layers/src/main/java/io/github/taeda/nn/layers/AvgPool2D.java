package io.github.taeda.nn.layers;

import io.github.taeda.nn.Copies;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Pooling;
import io.github.taeda.nn.ops.Window;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean of each channel under a window over images.
 *
 * <p>{@code [batch, height, width, channels] → [batch, rows, columns, channels]} with rows =
 * ⌊(height − kernel) / stride⌋ + 1 and columns likewise; what is left over at the edges is ignored.
 * The delta is shared evenly. An image smaller than the kernel is a {@link
 * io.github.taeda.nn.ShapeException}.
 */
public final class AvgPool2D extends Pool {

  /**
   * Makes a pooling with a square kernel.
   *
   * @param kernel rows and columns that one output sees, at least 1
   * @param stride rows and columns from one output to the next, at least 1
   */
  public AvgPool2D(long kernel, long stride) {
    this(kernel, kernel, stride, stride);
  }

  /** Makes a pooling with different sizes per axis, each at least 1. */
  public AvgPool2D(long kernelHeight, long kernelWidth, long strideHeight, long strideWidth) {
    this(window(kernelHeight, kernelWidth, strideHeight, strideWidth));
  }

  private AvgPool2D(Window window) {
    super(window, Pooling.mean(window));
  }

  @Override
  long[] outputShape(INDArray input) {
    Shapes.requireShape(this, "input", input, -1, -1, -1, -1);
    return outputShape(this, input, window, input.size(3));
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new AvgPool2D(window);
  }

  /** {@code AvgPool2D(2x2, stride 2)}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "AvgPool2D(%dx%d, stride %s)",
        window.kernelHeight(),
        window.kernelWidth(),
        pair(window.strideHeight(), window.strideWidth()));
  }

  private static Window window(
      long kernelHeight, long kernelWidth, long strideHeight, long strideWidth) {
    Shapes.requireSize("AvgPool2D", "kernel", Math.min(kernelHeight, kernelWidth));
    Shapes.requireSize("AvgPool2D", "stride", Math.min(strideHeight, strideWidth));
    return new Window(kernelHeight, kernelWidth, strideHeight, strideWidth, 0, 0, 1, 1);
  }
}
