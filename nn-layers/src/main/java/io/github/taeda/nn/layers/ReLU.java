package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ops.Activations;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rectified linear unit, {@code y = max(x, 0)}, elementwise (Nair and Hinton, 2010).
 *
 * <p>{@code [*] → [*]}. The delta is δ where x > 0, else 0; at the kink itself it is 0.
 */
public final class ReLU extends Activation {
  /** What copies and model files know of this class. */
  public static final ModuleType<ReLU> TYPE = ModuleType.of(ReLU.class, ReLU::new);

  /** Creates a rectifier. */
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
  public ModuleType<ReLU> type() {
    return TYPE;
  }
}
