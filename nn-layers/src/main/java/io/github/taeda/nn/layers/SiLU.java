package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ops.SmoothActivations;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sigmoid linear unit or swish, {@code y = x σ(x)}, elementwise, σ being the logistic function
 * (Elfwing et al., 2017; Ramachandran et al., 2017).
 *
 * <p>{@code [*] → [*]}. The delta is {@code δ (σ + y (1 − σ))}.
 */
public final class SiLU extends Activation {
  /** What copies and model files know of this class. */
  public static final ModuleType<SiLU> TYPE = ModuleType.of(SiLU.class, SiLU::new);

  /** Creates a sigmoid linear unit. */
  public SiLU() {}

  @Override
  protected void apply(INDArray input, INDArray output) {
    SmoothActivations.silu(input, output);
  }

  @Override
  protected void derive(INDArray input, INDArray output, INDArray delta, INDArray result) {
    SmoothActivations.siluDelta(input, delta, result);
  }

  @Override
  public ModuleType<SiLU> type() {
    return TYPE;
  }
}
