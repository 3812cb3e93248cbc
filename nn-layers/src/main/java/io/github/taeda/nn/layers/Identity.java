package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ops.Slices;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What comes in, {@code y = x}: a copy, for a place where a module is asked for. {@code [*] → [*]}.
 * The delta is a copy of δ.
 */
public final class Identity extends Activation {

  /** Makes an identity. */
  public Identity() {}

  @Override
  protected void apply(INDArray input, INDArray output) {
    Slices.copy(input, output);
  }

  @Override
  protected void derive(INDArray input, INDArray output, INDArray delta, INDArray result) {
    Slices.copy(delta, result);
  }

  @Override
  protected Module copyWith(CopyContext copies) {
    return new Identity();
  }
}
