package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ops.Activations;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The logistic function, {@code y = 1 / (1 + e^−x)}, elementwise, between 0 and 1.
 *
 * <p>{@code [*] → [*]}. The delta is {@code δ · y · (1 − y)}.
 */
public final class Sigmoid extends Activation {

  /** Makes a logistic function. */
  public Sigmoid() {}

  @Override
  protected void apply(INDArray input, INDArray output) {
    Activations.sigmoid(input, output);
  }

  @Override
  protected void derive(INDArray input, INDArray output, INDArray delta, INDArray result) {
    Activations.sigmoidDelta(output, delta, result);
  }

  @Override
  protected Module copyWith(CopyContext copies) {
    return new Sigmoid();
  }
}
