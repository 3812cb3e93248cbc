package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ops.Activations;
import io.github.taeda.nn.ops.Elementwise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Identity clipped to −1…1, {@code y = min(max(x, −1), 1)}, elementwise (Collobert, 2004).
 *
 * <p>{@code [*] → [*]}. The delta is δ where −1 &lt; x &lt; 1, else 0, at both kinks too.
 */
public final class HardTanH extends Activation {
  /** What copies and model files know of this class. */
  public static final ModuleType<HardTanH> TYPE = ModuleType.of(HardTanH.class, HardTanH::new);

  /** Creates a clipped identity. */
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
  public ModuleType<HardTanH> type() {
    return TYPE;
  }
}
