package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import java.util.List;

/**
 * Zeros around each image (Torch's {@code SpatialZeroPadding}).
 *
 * <p>{@code [batch, height, width, channels] → [batch, top + height + bottom, left + width + right,
 * channels]}. The delta is that of the image within.
 */
public final class ZeroPad2D extends ZeroPad {
  /** What copies and model files know of this class. */
  public static final ModuleType<ZeroPad2D> TYPE =
      ModuleType.of(ZeroPad2D.class, Config.class, ZeroPad::config, ZeroPad2D::new);

  /** Creates a padding with as many rows and columns on all sides, at least 0. */
  public ZeroPad2D(long padding) {
    this(padding, padding, padding, padding);
  }

  /**
   * Creates a padding.
   *
   * @param top rows above the first, at least 0
   * @param bottom rows below the last, at least 0
   * @param left columns before the first, at least 0
   * @param right columns after the last, at least 0
   */
  public ZeroPad2D(long top, long bottom, long left, long right) {
    this(new Config(List.of(top, left), List.of(bottom, right)));
  }

  private ZeroPad2D(Config config) {
    super("ZeroPad2D", config, "height", "width");
  }

  @Override
  public ModuleType<ZeroPad2D> type() {
    return TYPE;
  }
}
