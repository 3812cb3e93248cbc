package io.github.taeda.nn.layers;

import io.github.taeda.nn.Copies;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Pooling;
import io.github.taeda.nn.ops.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The largest number of each channel under a window over sequences.
 *
 * <p>{@code [batch, length, channels] → [batch, places, channels]} with places = ⌊(length − kernel)
 * / stride⌋ + 1; left-over positions at the end are ignored. The delta goes to the largest number,
 * the first of several equal ones. An input shorter than the kernel is a {@link
 * io.github.taeda.nn.ShapeException}.
 */
public final class MaxPool1D extends Pool {

  /**
   * Makes a pooling.
   *
   * @param kernel positions that one output sees, at least 1
   * @param stride positions from one output to the next, at least 1
   */
  public MaxPool1D(long kernel, long stride) {
    this(
        Window.over1D(
            Shapes.requireSize("MaxPool1D", "kernel", kernel),
            Shapes.requireSize("MaxPool1D", "stride", stride)));
  }

  private MaxPool1D(Window window) {
    super(window, Pooling.maximum(window));
  }

  @Override
  long[] outputShape(INDArray input) {
    return sequenceOutputShape(this, input, window);
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new MaxPool1D(window);
  }

  /** {@code MaxPool1D(2, stride 2)}. */
  @Override
  public String toString() {
    return "MaxPool1D(" + window.kernelWidth() + ", stride " + window.strideWidth() + ")";
  }
}
