package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ops.Activations;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Soft sign, {@code y = x / (1 + |x|)}, elementwise, between −1 and 1 (Turian et al., 2009).
 *
 * <p>{@code [*] → [*]}. The delta is {@code δ / (1 + |x|)²}.
 */
public final class Softsign extends Activation {
  /** What copies and model files know of this class. */
  public static final ModuleType<Softsign> TYPE = ModuleType.of(Softsign.class, Softsign::new);

  /** Creates a soft sign. */
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
  public ModuleType<Softsign> type() {
    return TYPE;
  }
}
