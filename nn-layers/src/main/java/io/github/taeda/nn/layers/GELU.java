package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ops.SmoothActivations;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gaussian error linear unit, {@code y = x Φ(x)}, elementwise, Φ being the normal distribution
 * function (Hendrycks and Gimpel, 2016), in the exact form by the error function.
 *
 * <p>{@code [*] → [*]}. The delta is {@code δ (Φ(x) + x φ(x))}, φ being the normal density.
 */
public final class GELU extends Activation {
  /** What copies and model files know of this class. */
  public static final ModuleType<GELU> TYPE = ModuleType.of(GELU.class, GELU::new);

  /** Creates a Gaussian error linear unit. */
  public GELU() {}

  @Override
  protected void apply(INDArray input, INDArray output) {
    SmoothActivations.gelu(input, output);
  }

  @Override
  protected void derive(INDArray input, INDArray output, INDArray delta, INDArray result) {
    SmoothActivations.geluDelta(input, delta, result);
  }

  @Override
  public ModuleType<GELU> type() {
    return TYPE;
  }
}
