package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ops.Activations;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The rectifier, {@code y = max(x, 0)}, elementwise (Nair and Hinton, 2010).
 *
 * <p>{@code [*] → [*]}. The delta is δ where x > 0, else 0; at the kink itself it is 0.
 */
public final class ReLU extends Activation {

  /** Makes a rectifier. */
  public ReLU() {}

  @Override
  protected void apply(INDArray input, INDArray output) {
    Activations.relu(input, output);
  }

  @Override
  protected void derive(INDArray input, INDArray output, INDArray delta, INDArray result) {
    Activations.reluDelta(output, delta, result);
  }

  @Override
  protected Module copyWith(CopyContext copies) {
    return new ReLU();
  }
}
