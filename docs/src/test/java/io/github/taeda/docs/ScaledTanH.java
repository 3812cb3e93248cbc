package io.github.taeda.docs;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.layers.Activation;
import io.github.taeda.nn.ops.Activations;
import io.github.taeda.nn.ops.Elementwise;
import org.nd4j.linalg.api.ndarray.INDArray;

// region module
/** {@code y = a tanh(b x)} with a = 1.7159 and b = 2/3 (LeCun et al., 1998). */
final class ScaledTanH extends Activation {
  static final ModuleType<ScaledTanH> TYPE = ModuleType.of(ScaledTanH.class, ScaledTanH::new);

  private static final double A = 1.7159;
  private static final double B = 2.0 / 3;

  @Override
  protected void apply(INDArray input, INDArray output) {
    Elementwise.scale(input, B, output);
    Activations.tanh(output, output);
    Elementwise.scale(output, A, output);
  }

  @Override
  protected void derive(INDArray input, INDArray output, INDArray delta, INDArray result) {
    Elementwise.multiply(output, output, result);
    Elementwise.scale(result, -B / A, result);
    Elementwise.addScalar(result, A * B, result); // a b − (b / a) y²
    Elementwise.multiply(result, delta, result);
  }

  @Override
  public ModuleType<ScaledTanH> type() {
    return TYPE;
  }
}
// endregion
