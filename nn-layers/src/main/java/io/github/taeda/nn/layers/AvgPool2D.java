package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ops.Pooling;
import io.github.taeda.nn.ops.Window;

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
   * Makes a pooling with a square kernel whose windows do not overlap: the stride is the kernel.
   */
  public AvgPool2D(long kernel) {
    this(kernel, kernel);
  }

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
    this(window("AvgPool2D", kernelHeight, kernelWidth, strideHeight, strideWidth));
  }

  private AvgPool2D(Window window) {
    super(window, Pooling.mean(window), 2);
  }

  @Override
  protected Module copyWith(CopyContext copies) {
    return new AvgPool2D(window);
  }
}
