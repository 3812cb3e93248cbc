package io.github.taeda.nn.layers;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rectified linear unit with a learnt slope, {@code y = max(x, 0) + a · min(x, 0)}, elementwise (He
 * et al., 2015).
 *
 * <p>{@code [*, channels] → [*, channels]} with one slope per channel a {@code [channels]}, or
 * {@code [*] → [*]} with one for all {@code [1]}; initially 0.25. The delta is δ where x &gt; 0,
 * else {@code a δ}; {@code ∂a = Σ δ · min(x, 0)}.
 */
public final class PReLU extends Module {
  /** What copies and model files know of this class. */
  public static final ModuleType<PReLU> TYPE =
      ModuleType.of(
              PReLU.class,
              Config.class,
              module -> new Config(module.slope.value().length()),
              config -> new PReLU(config.channels()))
          .torch("slope", "weight");

  private record Config(long channels) implements ModuleConfig {
    Config {
      Shapes.requireSize("PReLU", "channels", channels);
      Shapes.requireCount("PReLU", "slope", channels);
    }

    @Override
    public long elements() {
      return channels;
    }
  }

  private final Parameter slope; // [channels] or [1]

  /** Creates a rectifier with one slope for all channels. */
  public PReLU() {
    this(1);
  }

  /**
   * Creates a rectifier with a slope for each channel.
   *
   * @param channels size of the last axis; 1 shares the slope among all
   */
  public PReLU(long channels) {
    slope = Parameter.filled("slope", 0.25, new Config(channels).channels());
  }

  @Override
  public INDArray forward(INDArray input) {
    check(input);
    INDArray negative = Scratch.like(input);
    Elementwise.minimum(input, 0, negative);
    Rowwise.multiplyRow(channels(negative), slope.value(), channels(negative));
    INDArray output = Scratch.like(input);
    Elementwise.maximum(input, 0, output);
    Elementwise.add(output, negative, output);
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    check(input);
    Shapes.requireLike(this, "delta", delta, input);
    // slope + (1 − slope) where x > 0
    INDArray positive = Scratch.like(input);
    Elementwise.heaviside(input, 0, positive);
    INDArray result = Scratch.like(input);
    Elementwise.subtractFrom(1, positive, result);
    Rowwise.multiplyRow(channels(result), slope.value(), channels(result));
    Elementwise.add(result, positive, result);
    Elementwise.multiply(result, delta, result);
    return result;
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    check(input);
    Shapes.requireLike(this, "delta", delta, input);
    INDArray negative = Scratch.like(input);
    Elementwise.minimum(input, 0, negative);
    Elementwise.multiply(negative, delta, negative);
    Reductions.addColumnSums(channels(negative), slope.gradient());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(slope);
  }

  @Override
  public ModuleType<PReLU> type() {
    return TYPE;
  }

  private void check(INDArray input) {
    if (slope.value().length() == 1) {
      Shapes.requireNumbers(this, "input", input);
    } else {
      Shapes.requireLast(this, "input", input, slope.value().length());
    }
    Shapes.requireType(this, "input", input, slope.value().dataType());
  }

  /** The array as rows of channels. */
  private INDArray channels(INDArray array) {
    return NDArrays.asMatrix(array, slope.value().length());
  }
}
