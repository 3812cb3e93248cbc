package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ops.Pooling;
import io.github.taeda.nn.ops.Window;

/**
 * Mean of each channel under a window over sequences (LeCun et al., 1989).
 *
 * <p>{@code [batch, length, channels] → [batch, output length, channels]} with output length =
 * ⌊(length + 2 padding − kernel) / stride⌋ + 1; positions left over at the end are ignored. Padding
 * counts as zeros and the sum is always divided by the kernel's size, as in both Torches. The delta
 * is shared evenly. An input shorter than the kernel is a {@link
 * io.github.taeda.nn.ShapeException}.
 */
public final class AvgPool1D extends Pool {
  /** What copies and model files know of this class. */
  public static final ModuleType<AvgPool1D> TYPE =
      ModuleType.of(
          AvgPool1D.class, Config.class, Pool::config, config -> new AvgPool1D(config.window()));

  /** Creates a pooling whose windows do not overlap: the stride is the kernel. */
  public AvgPool1D(long kernel) {
    this(kernel, kernel);
  }

  /**
   * Creates a pooling.
   *
   * @param kernel positions that one output sees, at least 1
   * @param stride positions from one output to the next, at least 1
   */
  public AvgPool1D(long kernel, long stride) {
    this(Windows.of("AvgPool1D", 1, kernel, stride));
  }

  /**
   * Creates a pooling with a window of your own.
   *
   * @param window kernel, stride and padding, which is less than the kernel; no dilation
   */
  public AvgPool1D(Window window) {
    super("AvgPool1D", 1, window, Pooling::mean);
  }

  @Override
  public ModuleType<AvgPool1D> type() {
    return TYPE;
  }
}
