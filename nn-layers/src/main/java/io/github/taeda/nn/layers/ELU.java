package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ops.Activations;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The exponential linear unit, {@code y = x} where x &gt; 0, else {@code α (e^x − 1)}, elementwise
 * (Clevert et al., 2015).
 *
 * <p>{@code [*] → [*]}. The delta is δ where x &gt; 0, else {@code δ α e^x}, at the kink too.
 */
public final class ELU extends Activation {
  final double alpha;

  /** Makes a unit with α = 1. */
  public ELU() {
    this(1);
  }

  /**
   * Makes a unit.
   *
   * @param alpha α, &gt; 0: −α is the limit for x → −∞
   */
  public ELU(double alpha) {
    if (!(alpha > 0 && alpha < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("ELU: alpha must be > 0 and finite, but was " + alpha);
    }
    this.alpha = alpha;
  }

  @Override
  protected void apply(INDArray input, INDArray output) {
    Activations.elu(input, alpha, output);
  }

  @Override
  protected void derive(INDArray input, INDArray output, INDArray delta, INDArray result) {
    Activations.eluDelta(output, alpha, delta, result);
  }

  @Override
  protected Module copyWith(CopyContext copies) {
    return new ELU(alpha);
  }

  @Override
  public String toString() {
    return "ELU(" + alpha + ")";
  }
}
