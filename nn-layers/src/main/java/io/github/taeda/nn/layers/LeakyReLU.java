package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ops.Activations;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The leaky rectifier, {@code y = x} where x &gt; 0, else {@code slope · x}, elementwise (Maas et
 * al., 2013).
 *
 * <p>{@code [*] → [*]}. The delta is δ where x &gt; 0, else {@code slope · δ}, at the kink too.
 */
public final class LeakyReLU extends Activation {
  final double slope;

  /** Makes a leaky rectifier with slope 0.01. */
  public LeakyReLU() {
    this(0.01);
  }

  /**
   * Makes a leaky rectifier.
   *
   * @param slope of the negative side, in 0…1
   */
  public LeakyReLU(double slope) {
    if (!(slope >= 0 && slope <= 1)) {
      throw new IllegalArgumentException(
          "LeakyReLU: slope must be between 0 and 1, but was " + slope);
    }
    this.slope = slope;
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
  protected Module copyWith(CopyContext copies) {
    return new LeakyReLU(slope);
  }

  @Override
  public String toString() {
    return "LeakyReLU(" + slope + ")";
  }
}
