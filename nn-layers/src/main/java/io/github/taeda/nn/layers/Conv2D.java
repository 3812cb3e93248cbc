package io.github.taeda.nn.layers;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.ops.Window;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Convolution over two axes, {@code y[r, s, o] = b[o] + Σ_{i, j, c} x[r · stride + i · dilation −
 * padding, s · stride + j · dilation − padding, c] · W[i, j, c, o]}, a cross-correlation (LeCun et
 * al., 1989; Torch's {@code SpatialConvolution}).
 *
 * <p>{@code [batch, height, width, in] → [batch, output height, output width, out]} with output
 * height = ⌊(height + 2 padding − dilation (kernel − 1) − 1) / stride⌋ + 1 and output width
 * likewise; what is left over at the edges is ignored. Weight W is {@code [kernel height, kernel
 * width, in / groups, out]}, bias b {@code [out]}; initially both are uniform in ±1/√(kernel height
 * · kernel width · in / groups). Output group g sees input group g alone. An image smaller than the
 * kernel is a {@link io.github.taeda.nn.ShapeException}.
 */
public final class Conv2D extends Conv {
  /** What copies and model files know of this class. */
  public static final ModuleType<Conv2D> TYPE =
      ModuleType.of(Conv2D.class, Config.class, conv -> conv.config, Conv2D::new)
          .torch("weight", "weight", 3, 2, 0, 1)
          .withDefault("groups", 1L);

  /**
   * The configuration of a {@link Conv2D}.
   *
   * @param window kernel, stride, padding and dilation of height and width
   * @param in channels of the input, at least 1
   * @param out channels of the output, at least 1
   * @param groups equal groups of channels, each output group sees its input group alone; divides
   *     in and out
   * @param bias whether there is a bias
   * @param init draws the initial weight and bias
   */
  public record Config(Window window, long in, long out, long groups, boolean bias, Init init)
      implements ModuleConfig {
    /** Checks the sizes. */
    public Config {
      check("Conv2D", 2, window, in, out, groups, init);
    }

    /** A square kernel, stride 1, no padding, a bias, weights drawn as in Torch. */
    public static Config of(long kernel, long in, long out) {
      return of(Windows.of("Conv2D", 2, kernel, 1), in, out);
    }

    /** As of a square kernel, with different sizes per axis. */
    public static Config of(Window window, long in, long out) {
      return new Config(window, in, out, 1, true, Init.torch());
    }

    /** The same with another stride, rows and columns from one output to the next, at least 1. */
    public Config stride(long stride) {
      Shapes.requireSize("Conv2D", "stride", stride);
      return new Config(window.stride(stride), in, out, groups, bias, init);
    }

    /** The same with padding, rows and columns of zeros on each side, at least 0. */
    public Config padding(long padding) {
      Shapes.requireLeast("Conv2D", "padding", padding, 0);
      return new Config(window.padding(padding), in, out, groups, bias, init);
    }

    /**
     * The same with dilation, from one row or column that an output sees to the next, 1 for
     * neighbours.
     */
    public Config dilation(long dilation) {
      Shapes.requireSize("Conv2D", "dilation", dilation);
      return new Config(window.dilation(dilation), in, out, groups, bias, init);
    }

    /**
     * The same with channels in so many equal groups; depthwise with as many as there are input
     * channels.
     */
    public Config groups(long groups) {
      return new Config(window, in, out, groups, bias, init);
    }

    /** The same without bias. */
    public Config withoutBias() {
      return new Config(window, in, out, groups, false, init);
    }

    /** The same with weights drawn otherwise. */
    public Config init(Init init) {
      return new Config(window, in, out, groups, bias, init);
    }

    @Override
    public String text() {
      return Conv.text(window, in, out, groups, bias);
    }

    @Override
    public long elements() {
      return Conv.elements(window, in / groups, out, bias);
    }
  }

  private final Config config;

  /**
   * Creates a convolution with stride 1 that draws its weights from a fresh seed.
   *
   * @param kernel rows and columns that one output sees, at least 1
   * @param in channels of the input, at least 1
   * @param out channels of the output, at least 1
   */
  public Conv2D(long kernel, long in, long out) {
    this(kernel, in, out, new SplitMix());
  }

  /** Creates a convolution with stride 1 that draws its weights from {@code random}. */
  public Conv2D(long kernel, long in, long out, RandomGenerator random) {
    this(Config.of(kernel, in, out), random);
  }

  /** Creates a convolution that draws its weights from {@code random}. */
  public Conv2D(Config config, RandomGenerator random) {
    super(
        Objects.requireNonNull(config, "Conv2D: config is null").window(),
        config.in(),
        config.out(),
        config.groups(),
        config.bias(),
        config.init(),
        random);
    this.config = config;
  }

  @Override
  public ModuleType<Conv2D> type() {
    return TYPE;
  }
}
