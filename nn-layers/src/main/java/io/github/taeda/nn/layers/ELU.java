package io.github.taeda.nn.layers;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ops.Activations;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Exponential linear unit, {@code y = x} where x &gt; 0, else {@code α (e^x − 1)}, elementwise
 * (Clevert et al., 2015).
 *
 * <p>{@code [*] → [*]}. The delta is δ where x &gt; 0, else {@code δ α e^x}, at the kink too.
 */
public final class ELU extends Activation {
  /** What copies and model files know of this class. */
  public static final ModuleType<ELU> TYPE =
      ModuleType.of(
          ELU.class,
          Config.class,
          module -> new Config(module.alpha),
          config -> new ELU(config.alpha()));

  private record Config(double alpha) implements ModuleConfig {}

  private final double alpha;

  /** Creates a unit with α = 1. */
  public ELU() {
    this(1);
  }

  /**
   * Creates a unit.
   *
   * @param alpha α, &gt; 0: −α is the limit for x → −∞
   */
  public ELU(double alpha) {
    this.alpha = Checks.requirePositive("ELU", "alpha", alpha);
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
  public ModuleType<ELU> type() {
    return TYPE;
  }
}
