package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ops.Activations;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The hyperbolic tangent, {@code y = tanh x}, elementwise, between −1 and 1.
 *
 * <p>{@code [*] → [*]}. The delta is {@code δ · (1 − y²)}.
 */
public final class TanH extends Activation {

  /** Makes a hyperbolic tangent. */
  public TanH() {}

  @Override
  protected void apply(INDArray input, INDArray output) {
    Activations.tanh(input, output);
  }

  @Override
  protected void derive(INDArray input, INDArray output, INDArray delta, INDArray result) {
    Activations.tanhDelta(output, delta, result);
  }

  @Override
  protected Module copyWith(CopyContext copies) {
    return new TanH();
  }
}
