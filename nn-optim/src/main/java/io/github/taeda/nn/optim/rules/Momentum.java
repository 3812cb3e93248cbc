package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.Updates;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gradient descent with momentum, {@code v ← μ v + g}, {@code θ ← θ − η v} (Polyak, 1964); {@link
 * #averaged} by option, {@code v ← μ v + (1 − μ) g}, whose updates do not grow with μ.
 *
 * <p>The state is {@code velocity} v, initially zero.
 */
public final class Momentum extends StatefulRule {
  private final double momentum;
  private final boolean averaged;

  /**
   * Creates a rule.
   *
   * @param learningRate η, &gt; 0
   * @param momentum μ, in 0…1, 1 excluded
   */
  public Momentum(double learningRate, double momentum) {
    this(learningRate, momentum, false);
  }

  private Momentum(double learningRate, double momentum, boolean averaged) {
    super(learningRate, "velocity");
    this.momentum = Checks.requireFraction("Momentum", "momentum", momentum);
    this.averaged = averaged;
  }

  /** The same rule, not used yet, with the velocity as a running mean of the gradients. */
  public Momentum averaged() {
    return new Momentum(learningRate(), momentum, true);
  }

  @Override
  protected void update(INDArray values, INDArray gradients, double learningRate, State state) {
    Updates.momentum(
        values,
        gradients,
        state.get("velocity"),
        learningRate,
        momentum,
        averaged ? 1 - momentum : 1);
  }

  /** {@code Momentum(learning rate 0.1, momentum 0.9)}. */
  @Override
  public String toString() {
    return "Momentum(learning rate "
        + learningRate()
        + ", momentum "
        + momentum
        + (averaged ? ", averaged)" : ")");
  }
}
