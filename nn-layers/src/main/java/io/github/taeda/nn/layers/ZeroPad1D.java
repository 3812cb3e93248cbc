package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import java.util.List;

/**
 * Zeros before and after each sequence (Torch's {@code Padding}).
 *
 * <p>{@code [batch, length, channels] → [batch, before + length + after, channels]}. The delta is
 * that of the positions in between.
 */
public final class ZeroPad1D extends ZeroPad {
  /** What copies and model files know of this class. */
  public static final ModuleType<ZeroPad1D> TYPE =
      ModuleType.of(
          ZeroPad1D.class, Config.class, ZeroPad::config, config -> new ZeroPad1D(config));

  /** Creates a padding with as many zeros at both ends, at least 0. */
  public ZeroPad1D(long padding) {
    this(padding, padding);
  }

  /**
   * Creates a padding.
   *
   * @param before positions before the first, at least 0
   * @param after positions after the last, at least 0
   */
  public ZeroPad1D(long before, long after) {
    this(new Config(List.of(before), List.of(after)));
  }

  private ZeroPad1D(Config config) {
    super("ZeroPad1D", config, "length");
  }

  @Override
  public ModuleType<ZeroPad1D> type() {
    return TYPE;
  }
}
