package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.Elementwise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Momentum that looks ahead, {@code v ← μ v + g}, {@code θ ← θ − η (g + μ v)} (Nesterov, 1983; this
 * form by Sutskever et al., 2013).
 *
 * <p>The state is {@code velocity} v, initially zero.
 */
public final class Nesterov extends StatefulRule {
  private final double momentum;

  /**
   * Makes a rule.
   *
   * @param step η, &gt; 0
   * @param momentum μ, in 0…1, 1 excluded
   */
  public Nesterov(double step, double momentum) {
    super(step, "velocity");
    this.momentum = Checks.requireFraction("Nesterov", "momentum", momentum);
  }

  @Override
  protected void move(INDArray values, INDArray gradients) {
    INDArray velocity = state("velocity", values);
    Elementwise.scale(velocity, momentum, velocity);
    Elementwise.add(velocity, gradients, velocity);
    Elementwise.addScaled(-step(), gradients, values);
    Elementwise.addScaled(-step() * momentum, velocity, values);
  }

  /** {@code Nesterov(step 0.1, momentum 0.9)}. */
  @Override
  public String toString() {
    return "Nesterov(step " + baseStep() + ", momentum " + momentum + ")";
  }
}
