package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ops.Activations;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Hyperbolic tangent, {@code y = tanh x}, elementwise, between −1 and 1.
 *
 * <p>{@code [*] → [*]}. The delta is {@code δ · (1 − y²)}.
 */
public final class TanH extends Activation {
  /** What copies and model files know of this class. */
  public static final ModuleType<TanH> TYPE = ModuleType.of(TanH.class, TanH::new);

  /** Creates a hyperbolic tangent. */
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
  public ModuleType<TanH> type() {
    return TYPE;
  }
}
