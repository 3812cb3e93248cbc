package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.Updates;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Nesterov's accelerated gradient, {@code v ← μ v + g}, {@code θ ← θ − η (g + μ v)} (Nesterov,
 * 1983; this form by Sutskever et al., 2013).
 *
 * <p>The state is {@code velocity} v, initially zero.
 */
public final class Nesterov extends StatefulRule {
  private final double momentum;

  /**
   * Creates a rule.
   *
   * @param learningRate η, &gt; 0
   * @param momentum μ, in 0…1, 1 excluded
   */
  public Nesterov(double learningRate, double momentum) {
    super(learningRate, "velocity");
    this.momentum = Checks.requireFraction("Nesterov", "momentum", momentum);
  }

  @Override
  protected void update(INDArray values, INDArray gradients, double learningRate, State state) {
    Updates.nesterov(values, gradients, state.get("velocity"), learningRate, momentum);
  }

  /** {@code Nesterov(learning rate 0.1, momentum 0.9)}. */
  @Override
  public String toString() {
    return "Nesterov(learning rate " + learningRate() + ", momentum " + momentum + ")";
  }
}
