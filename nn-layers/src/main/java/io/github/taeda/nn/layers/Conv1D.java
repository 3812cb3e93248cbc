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
 * Convolution over one axis, {@code y[t, o] = b[o] + Σ_{j, c} x[t · stride + j · dilation −
 * padding, c] · W[j, c, o]}, a cross-correlation (LeCun et al., 1989; Torch's {@code
 * TemporalConvolution}).
 *
 * <p>{@code [batch, length, in] → [batch, output length, out]} with output length = ⌊(length + 2
 * padding − dilation (kernel − 1) − 1) / stride⌋ + 1; positions left over at the end are ignored.
 * Weight W is {@code [kernel, in / groups, out]}, bias b {@code [out]}; initially both are uniform
 * in ±1/√(kernel · in / groups). Output group g sees input group g alone. An input shorter than the
 * kernel is a {@link io.github.taeda.nn.ShapeException}.
 */
public final class Conv1D extends Conv {
  /** What copies and model files know of this class. */
  public static final ModuleType<Conv1D> TYPE =
      ModuleType.of(Conv1D.class, Config.class, conv -> conv.config, Conv1D::new)
          .torch("weight", "weight", 2, 1, 0)
          .withDefault("groups", 1L);

  /**
   * The configuration of a {@link Conv1D}.
   *
   * @param window kernel, stride, padding and dilation along the sequence
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
      check("Conv1D", 1, window, in, out, groups, init);
    }

    /** A kernel of so many positions, stride 1, no padding, a bias, weights drawn as in Torch. */
    public static Config of(long kernel, long in, long out) {
      Window window = Windows.of("Conv1D", 1, kernel, 1);
      return new Config(window, in, out, 1, true, Init.torch());
    }

    /** The same with another stride, positions from one output to the next, at least 1. */
    public Config stride(long stride) {
      Shapes.requireSize("Conv1D", "stride", stride);
      return new Config(window.stride(stride), in, out, groups, bias, init);
    }

    /** The same with padding, zeros at each end, at least 0. */
    public Config padding(long padding) {
      Shapes.requireLeast("Conv1D", "padding", padding, 0);
      return new Config(window.padding(padding), in, out, groups, bias, init);
    }

    /**
     * The same with dilation, from one position that an output sees to the next, 1 for neighbours.
     */
    public Config dilation(long dilation) {
      Shapes.requireSize("Conv1D", "dilation", dilation);
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
   * Creates a convolution that draws its weights from a fresh seed.
   *
   * @param kernel positions that one output sees, at least 1
   * @param in channels of the input, at least 1
   * @param out channels of the output, at least 1
   * @param stride positions from one output to the next, at least 1
   */
  public Conv1D(long kernel, long in, long out, long stride) {
    this(kernel, in, out, stride, new SplitMix());
  }

  /** Creates a convolution that draws its weights from {@code random}. */
  public Conv1D(long kernel, long in, long out, long stride, RandomGenerator random) {
    this(Config.of(kernel, in, out).stride(stride), random);
  }

  /** Creates a convolution that draws its weights from {@code random}. */
  public Conv1D(Config config, RandomGenerator random) {
    super(
        Objects.requireNonNull(config, "Conv1D: config is null").window(),
        config.in(),
        config.out(),
        config.groups(),
        config.bias(),
        config.init(),
        random);
    this.config = config;
  }

  @Override
  public ModuleType<Conv1D> type() {
    return TYPE;
  }
}
