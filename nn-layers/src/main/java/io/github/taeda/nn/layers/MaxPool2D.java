package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ops.Pooling;
import io.github.taeda.nn.ops.Window;

/**
 * Maximum of each channel under a window over images (Torch's {@code SpatialMaxPooling}).
 *
 * <p>{@code [batch, height, width, channels] → [batch, output height, output width, channels]} with
 * output height = ⌊(height + 2 padding − kernel) / stride⌋ + 1 and output width likewise; what is
 * left over at the edges is ignored. Padding is never the maximum. The delta goes to the maximum,
 * the first of several equal ones. An image smaller than the kernel is a {@link
 * io.github.taeda.nn.ShapeException}.
 */
public final class MaxPool2D extends Pool {
  /** What copies and model files know of this class. */
  public static final ModuleType<MaxPool2D> TYPE =
      ModuleType.of(
          MaxPool2D.class, Config.class, Pool::config, config -> new MaxPool2D(config.window()));

  /**
   * Creates a pooling with a square kernel whose windows do not overlap: the stride is the kernel.
   */
  public MaxPool2D(long kernel) {
    this(kernel, kernel);
  }

  /**
   * Creates a pooling with a square kernel.
   *
   * @param kernel rows and columns that one output sees, at least 1
   * @param stride rows and columns from one output to the next, at least 1
   */
  public MaxPool2D(long kernel, long stride) {
    this(Windows.of("MaxPool2D", 2, kernel, stride));
  }

  /**
   * Creates a pooling with different sizes per axis.
   *
   * @param window kernel, stride and padding of height and width, padding less than the kernel; no
   *     dilation
   */
  public MaxPool2D(Window window) {
    super("MaxPool2D", 2, window, Pooling::maximum);
  }

  @Override
  public ModuleType<MaxPool2D> type() {
    return TYPE;
  }
}
