package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ops.Pooling;
import io.github.taeda.nn.ops.Window;

/**
 * Mean of each channel under a window over images (LeCun et al., 1989).
 *
 * <p>{@code [batch, height, width, channels] → [batch, output height, output width, channels]} with
 * output height = ⌊(height − kernel) / stride⌋ + 1 and output width likewise; what is left over at
 * the edges is ignored. The delta is shared evenly. An image smaller than the kernel is a {@link
 * io.github.taeda.nn.ShapeException}.
 */
public final class AvgPool2D extends Pool {
  /** What copies and model files know of this class. */
  public static final ModuleType<AvgPool2D> TYPE =
      ModuleType.of(
          AvgPool2D.class, Config.class, Pool::config, config -> new AvgPool2D(config.window()));

  /**
   * Creates a pooling with a square kernel whose windows do not overlap: the stride is the kernel.
   */
  public AvgPool2D(long kernel) {
    this(kernel, kernel);
  }

  /**
   * Creates a pooling with a square kernel.
   *
   * @param kernel rows and columns that one output sees, at least 1
   * @param stride rows and columns from one output to the next, at least 1
   */
  public AvgPool2D(long kernel, long stride) {
    this(Windows.of("AvgPool2D", 2, kernel, stride));
  }

  /**
   * Creates a pooling with different sizes per axis.
   *
   * @param window kernel and stride of height and width, without padding and dilation
   */
  public AvgPool2D(Window window) {
    super("AvgPool2D", 2, window, Pooling::mean);
  }

  @Override
  public ModuleType<AvgPool2D> type() {
    return TYPE;
  }
}
