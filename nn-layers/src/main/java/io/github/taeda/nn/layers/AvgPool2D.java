package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ops.Pooling;
import io.github.taeda.nn.ops.Window;

/**
 * Mean of each channel under a window over images (LeCun et al., 1989).
 *
 * <p>{@code [batch, height, width, channels] → [batch, output height, output width, channels]} with
 * output height = ⌊(height + 2 padding − kernel) / stride⌋ + 1 and output width likewise; what is
 * left over at the edges is ignored. Padding counts as zeros and the sum is always divided by the
 * kernel's size, as in both Torches. The delta is shared evenly. An image smaller than the kernel
 * is a {@link io.github.taeda.nn.ShapeException}.
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
   * @param window kernel, stride and padding of height and width, padding less than the kernel; no
   *     dilation
   */
  public AvgPool2D(Window window) {
    super("AvgPool2D", 2, window, Pooling::mean);
  }

  @Override
  public ModuleType<AvgPool2D> type() {
    return TYPE;
  }
}
