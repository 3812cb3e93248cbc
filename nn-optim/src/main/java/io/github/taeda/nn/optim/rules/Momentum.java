package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.Elementwise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gradient descent with momentum, {@code v ← μ v + g}, {@code θ ← θ − η v} (Polyak, 1964); {@link
 * #averaged} by option, {@code v ← μ v + (1 − μ) g}, whose steps do not grow with μ.
 *
 * <p>The state is {@code velocity} v, initially zero.
 */
public final class Momentum extends StatefulRule {
  private final double momentum;
  private final boolean averaged;

  /**
   * Makes a rule.
   *
   * @param step η, &gt; 0
   * @param momentum μ, in 0…1, 1 excluded
   */
  public Momentum(double step, double momentum) {
    this(step, momentum, false);
  }

  private Momentum(double step, double momentum, boolean averaged) {
    super(step, "velocity");
    this.momentum = Checks.requireFraction("Momentum", "momentum", momentum);
    this.averaged = averaged;
  }

  /** The same rule, not used yet, with the velocity as a running mean of the gradients. */
  public Momentum averaged() {
    return new Momentum(baseStep(), momentum, true);
  }

  @Override
  protected void move(INDArray values, INDArray gradients) {
    INDArray velocity = state("velocity", values);
    Elementwise.scale(velocity, momentum, velocity);
    Elementwise.addScaled(averaged ? 1 - momentum : 1, gradients, velocity);
    Elementwise.addScaled(-step(), velocity, values);
  }

  /** {@code Momentum(step 0.1, momentum 0.9)}. */
  @Override
  public String toString() {
    return "Momentum(step "
        + baseStep()
        + ", momentum "
        + momentum
        + (averaged ? ", averaged)" : ")");
  }
}
