package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ops.Activations;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The soft sign, {@code y = x / (1 + |x|)}, elementwise, between −1 and 1 (Turian et al., 2009).
 *
 * <p>{@code [*] → [*]}. The delta is {@code δ / (1 + |x|)²}.
 */
public final class Softsign extends Activation {

  /** Makes a soft sign. */
  public Softsign() {}

  @Override
  protected void apply(INDArray input, INDArray output) {
    Activations.softsign(input, output);
  }

  @Override
  protected void derive(INDArray input, INDArray output, INDArray delta, INDArray result) {
    Activations.softsignDelta(input, delta, result);
  }

  @Override
  protected Module copyWith(CopyContext copies) {
    return new Softsign();
  }
}
