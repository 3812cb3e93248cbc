package io.github.taeda.docs;

import io.github.taeda.nn.Copies;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.layers.Activation;
import io.github.taeda.nn.ops.Ops;
import org.nd4j.linalg.api.ndarray.INDArray;

// region module
/** {@code y = a tanh(b x)} with a = 1.7159 and b = 2/3 (LeCun et al., 1998). */
final class ScaledTanH extends Activation {
  private static final double A = 1.7159;
  private static final double B = 2.0 / 3;

  @Override
  protected void apply(INDArray input, INDArray output) {
    Ops.scale(input, B, output);
    Ops.tanh(output, output);
    Ops.scale(output, A, output);
  }

  @Override
  protected void derive(INDArray input, INDArray output, INDArray delta, INDArray result) {
    Ops.multiply(output, output, result);
    Ops.scale(result, -B / A, result);
    Ops.shift(result, A * B, result); // a b − (b / a) y²
    Ops.multiply(result, delta, result);
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new ScaledTanH();
  }
}
// endregion
