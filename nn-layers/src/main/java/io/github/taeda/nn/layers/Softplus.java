package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ops.SmoothActivations;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Smooth rectifier, {@code y = ln(1 + e^x)}, elementwise (Dugas et al., 2001), finite for any
 * finite x.
 *
 * <p>{@code [*] → [*]}. The delta is {@code δ σ(x)}, σ being the logistic function.
 */
public final class Softplus extends Activation {
  /** What copies and model files know of this class. */
  public static final ModuleType<Softplus> TYPE = ModuleType.of(Softplus.class, Softplus::new);

  /** Creates a smooth rectifier. */
  public Softplus() {}

  @Override
  protected void apply(INDArray input, INDArray output) {
    SmoothActivations.softplus(input, output);
  }

  @Override
  protected void derive(INDArray input, INDArray output, INDArray delta, INDArray result) {
    SmoothActivations.softplusDelta(input, delta, result);
  }

  @Override
  public ModuleType<Softplus> type() {
    return TYPE;
  }
}
