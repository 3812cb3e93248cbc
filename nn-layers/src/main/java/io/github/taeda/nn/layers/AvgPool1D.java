package io.github.taeda.nn.layers;

import io.github.taeda.nn.Copies;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Pooling;
import io.github.taeda.nn.ops.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean of each channel under a window over sequences.
 *
 * <p>{@code [batch, length, channels] → [batch, places, channels]} with places = ⌊(length − kernel)
 * / stride⌋ + 1; left-over positions at the end are ignored. The delta is shared evenly. An input
 * shorter than the kernel is a {@link io.github.taeda.nn.ShapeException}.
 */
public final class AvgPool1D extends Pool {

  /**
   * Makes a pooling.
   *
   * @param kernel positions that one output sees, at least 1
   * @param stride positions from one output to the next, at least 1
   */
  public AvgPool1D(long kernel, long stride) {
    this(
        Window.over1D(
            Shapes.requireSize("AvgPool1D", "kernel", kernel),
            Shapes.requireSize("AvgPool1D", "stride", stride)));
  }

  private AvgPool1D(Window window) {
    super(window, Pooling.mean(window));
  }

  @Override
  long[] outputShape(INDArray input) {
    return sequenceOutputShape(this, input, window);
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new AvgPool1D(window);
  }

  /** {@code AvgPool1D(2, stride 2)}. */
  @Override
  public String toString() {
    return "AvgPool1D(" + window.kernelWidth() + ", stride " + window.strideWidth() + ")";
  }
}
