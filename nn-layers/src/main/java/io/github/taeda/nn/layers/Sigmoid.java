package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ops.Activations;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Logistic function, {@code y = 1 / (1 + e^−x)}, elementwise, between 0 and 1.
 *
 * <p>{@code [*] → [*]}. The delta is {@code δ · y · (1 − y)}.
 */
public final class Sigmoid extends Activation {
  /** What copies and model files know of this class. */
  public static final ModuleType<Sigmoid> TYPE = ModuleType.of(Sigmoid.class, Sigmoid::new);

  /** Creates a logistic function. */
  public Sigmoid() {}

  @Override
  protected void apply(INDArray input, INDArray output) {
    Activations.sigmoid(input, output);
  }

  @Override
  protected void derive(INDArray input, INDArray output, INDArray delta, INDArray result) {
    Activations.sigmoidDelta(output, delta, result);
  }

  @Override
  public ModuleType<Sigmoid> type() {
    return TYPE;
  }
}
