package io.github.taeda.nn.layers;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.SplitMix;
import io.github.taeda.nn.ops.Window;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Transposed convolution over one axis, {@code y[t · stride + j · dilation − padding, o] += x[t, c]
 * · W[j, c, o]} beginning with b[o]: each position of the input adds its filter to the output,
 * stride positions further each time (Zeiler et al., 2010; the counterpart of {@link Conv1D}).
 *
 * <p>{@code [batch, length, in] → [batch, output length, out]} with output length = (length − 1)
 * stride − 2 padding + dilation (kernel − 1) + 1 + output padding: the length that a {@link Conv1D}
 * of the same sizes takes to the input's, of which there are stride, and output padding chooses
 * one. Weight W is {@code [kernel, in, out]}, bias b {@code [out]}; initially both are uniform in
 * ±1/√(kernel · in).
 */
public final class ConvTranspose1D extends ConvTranspose {
  /** What copies and model files know of this class. */
  public static final ModuleType<ConvTranspose1D> TYPE =
      ModuleType.of(ConvTranspose1D.class, Config.class, conv -> conv.config, ConvTranspose1D::new)
          .torch("weight", "weight", 1, 2, 0);

  /**
   * The configuration of a {@link ConvTranspose1D}.
   *
   * @param window kernel, stride, padding (what is cut off each end of the output) and dilation
   * @param outputPadding positions that the output gets at the end of each axis, less than the
   *     stride
   * @param in channels of the input, at least 1
   * @param out channels of the output, at least 1
   * @param bias whether there is a bias
   * @param init draws the initial weight and bias
   */
  public record Config(
      Window window, List<Long> outputPadding, long in, long out, boolean bias, Init init)
      implements ModuleConfig {
    /** Checks the sizes. */
    public Config {
      Conv.check("ConvTranspose1D", 1, window, in, out, 1, init);
      check("ConvTranspose1D", window, outputPadding);
    }

    /** A kernel of so many positions, stride 1, no padding, a bias, weights drawn as in Torch. */
    public static Config of(long kernel, long in, long out) {
      Window window = Windows.of("ConvTranspose1D", 1, kernel, 1);
      return new Config(window, List.of(0L), in, out, true, Init.torch());
    }

    /** The same with another stride, positions from one input to the next, at least 1. */
    public Config stride(long stride) {
      Shapes.requireSize("ConvTranspose1D", "stride", stride);
      return new Config(window.stride(stride), outputPadding, in, out, bias, init);
    }

    /** The same with padding, positions cut off each end of the output, at least 0. */
    public Config padding(long padding) {
      Shapes.requireLeast("ConvTranspose1D", "padding", padding, 0);
      return new Config(window.padding(padding), outputPadding, in, out, bias, init);
    }

    /** The same with dilation, from one element of the filter to the next, 1 for neighbours. */
    public Config dilation(long dilation) {
      Shapes.requireSize("ConvTranspose1D", "dilation", dilation);
      return new Config(window.dilation(dilation), outputPadding, in, out, bias, init);
    }

    /** The same with output padding, 0 to stride − 1; set the stride first. */
    public Config outputPadding(long size) {
      return new Config(window, List.of(size), in, out, bias, init);
    }

    /** The same without bias. */
    public Config withoutBias() {
      return new Config(window, outputPadding, in, out, false, init);
    }

    /** The same with weights drawn otherwise. */
    public Config init(Init init) {
      return new Config(window, outputPadding, in, out, bias, init);
    }

    @Override
    public String text() {
      return ConvTranspose.text(window, outputPadding, in, out, bias);
    }

    @Override
    public long elements() {
      return Conv.elements(window, in, out, bias);
    }
  }

  private final Config config;

  /** Creates a transposed convolution that draws its weights from a fresh seed. */
  public ConvTranspose1D(long kernel, long in, long out, long stride) {
    this(kernel, in, out, stride, new SplitMix());
  }

  /** Creates a transposed convolution that draws its weights from {@code random}. */
  public ConvTranspose1D(long kernel, long in, long out, long stride, RandomGenerator random) {
    this(Config.of(kernel, in, out).stride(stride), random);
  }

  /** Creates a transposed convolution that draws its weights from {@code random}. */
  public ConvTranspose1D(Config config, RandomGenerator random) {
    super(
        Objects.requireNonNull(config, "ConvTranspose1D: config is null").window(),
        config.outputPadding(),
        config.in(),
        config.out(),
        config.bias(),
        config.init(),
        random);
    this.config = config;
  }

  @Override
  public ModuleType<ConvTranspose1D> type() {
    return TYPE;
  }
}
