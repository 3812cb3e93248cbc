package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ops.Pooling;
import io.github.taeda.nn.ops.Window;

/**
 * Maximum of each channel under a window over sequences (Torch's {@code TemporalMaxPooling}).
 *
 * <p>{@code [batch, length, channels] → [batch, output length, channels]} with output length =
 * ⌊(length + 2 padding − kernel) / stride⌋ + 1; positions left over at the end are ignored. Padding
 * is never the maximum. The delta goes to the maximum, the first of several equal ones. An input
 * shorter than the kernel is a {@link io.github.taeda.nn.ShapeException}.
 */
public final class MaxPool1D extends Pool {
  /** What copies and model files know of this class. */
  public static final ModuleType<MaxPool1D> TYPE =
      ModuleType.of(
          MaxPool1D.class, Config.class, Pool::config, config -> new MaxPool1D(config.window()));

  /** Creates a pooling whose windows do not overlap: the stride is the kernel. */
  public MaxPool1D(long kernel) {
    this(kernel, kernel);
  }

  /**
   * Creates a pooling.
   *
   * @param kernel positions that one output sees, at least 1
   * @param stride positions from one output to the next, at least 1
   */
  public MaxPool1D(long kernel, long stride) {
    this(Windows.of("MaxPool1D", 1, kernel, stride));
  }

  /**
   * Creates a pooling with a window of your own.
   *
   * @param window kernel, stride and padding, which is less than the kernel; no dilation
   */
  public MaxPool1D(Window window) {
    super("MaxPool1D", 1, window, Pooling::maximum);
  }

  @Override
  public ModuleType<MaxPool1D> type() {
    return TYPE;
  }
}
