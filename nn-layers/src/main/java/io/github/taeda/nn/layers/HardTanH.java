package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ops.Activations;
import io.github.taeda.nn.ops.Elementwise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The clipped identity, {@code y = min(max(x, −1), 1)}, elementwise.
 *
 * <p>{@code [*] → [*]}. The delta is δ where −1 &lt; x &lt; 1, else 0, at both kinks too.
 */
public final class HardTanH extends Activation {

  /** Makes a clipped identity. */
  public HardTanH() {}

  @Override
  protected void apply(INDArray input, INDArray output) {
    Elementwise.hardTanh(input, output);
  }

  @Override
  protected void derive(INDArray input, INDArray output, INDArray delta, INDArray result) {
    Activations.hardTanhDelta(output, delta, result);
  }

  @Override
  protected Module copyWith(CopyContext copies) {
    return new HardTanH();
  }
}
