package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ops.Pooling;
import io.github.taeda.nn.ops.Window;

/**
 * The mean of each channel under a window over sequences.
 *
 * <p>{@code [batch, length, channels] → [batch, places, channels]} with places = ⌊(length − kernel)
 * / stride⌋ + 1; left-over positions at the end are ignored. The delta is shared evenly. An input
 * shorter than the kernel is a {@link io.github.taeda.nn.ShapeException}.
 */
public final class AvgPool1D extends Pool {

  /** Makes a pooling whose windows do not overlap: the stride is the kernel. */
  public AvgPool1D(long kernel) {
    this(kernel, kernel);
  }

  /**
   * Makes a pooling.
   *
   * @param kernel positions that one output sees, at least 1
   * @param stride positions from one output to the next, at least 1
   */
  public AvgPool1D(long kernel, long stride) {
    this(window("AvgPool1D", kernel, stride));
  }

  private AvgPool1D(Window window) {
    super(window, Pooling.mean(window), 1);
  }

  @Override
  protected Module copyWith(CopyContext copies) {
    return new AvgPool1D(window);
  }
}
