package io.github.taeda.nn.layers;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ops.Activations;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Leaky rectified linear unit, {@code y = x} where x &gt; 0, else {@code slope · x}, elementwise
 * (Maas et al., 2013).
 *
 * <p>{@code [*] → [*]}. The delta is δ where x &gt; 0, else {@code slope · δ}, at the kink too.
 */
public final class LeakyReLU extends Activation {
  /** What copies and model files know of this class. */
  public static final ModuleType<LeakyReLU> TYPE =
      ModuleType.of(
          LeakyReLU.class,
          Config.class,
          module -> new Config(module.slope),
          config -> new LeakyReLU(config.slope()));

  private record Config(double slope) implements ModuleConfig {}

  private final double slope;

  /** Creates a leaky rectifier with slope 0.01. */
  public LeakyReLU() {
    this(0.01);
  }

  /**
   * Creates a leaky rectifier.
   *
   * @param slope of the negative side, in 0…1
   */
  public LeakyReLU(double slope) {
    this.slope = Checks.requireProportion("LeakyReLU", "slope", slope);
  }

  @Override
  protected void apply(INDArray input, INDArray output) {
    Activations.leakyRelu(input, slope, output);
  }

  @Override
  protected void derive(INDArray input, INDArray output, INDArray delta, INDArray result) {
    Activations.leakyReluDelta(input, slope, delta, result);
  }

  @Override
  public ModuleType<LeakyReLU> type() {
    return TYPE;
  }
}
