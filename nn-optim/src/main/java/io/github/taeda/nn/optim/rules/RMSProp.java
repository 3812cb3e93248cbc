package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Steps in units of the recent gradients' size, {@code s ← ρ s + (1 − ρ) g²}, {@code θ ← θ − η g /
 * (√s + ε)} for each number by itself (Tieleman and Hinton, 2012).
 *
 * <p>The decay ρ is 0.99 and ε 1e-8 unless set. The state is {@code squares} s, initially zero.
 */
public final class RMSProp extends StatefulRule {
  private final double decay;
  private final double epsilon;

  /**
   * Makes a rule with ρ = 0.99 and ε = 1e-8.
   *
   * @param step η, &gt; 0
   */
  public RMSProp(double step) {
    this(step, 0.99, 1e-8);
  }

  private RMSProp(double step, double decay, double epsilon) {
    super(step, "squares");
    this.decay = Checks.requireFraction("RMSProp", "decay", decay);
    this.epsilon = Checks.requirePositive("RMSProp", "epsilon", epsilon);
  }

  /** The same rule, not used yet, with another ρ, in 0…1, 1 excluded. */
  public RMSProp withDecay(double decay) {
    return new RMSProp(baseStep(), decay, epsilon);
  }

  /** The same rule, not used yet, with another ε, &gt; 0. */
  public RMSProp withEpsilon(double epsilon) {
    return new RMSProp(baseStep(), decay, epsilon);
  }

  @Override
  protected void move(INDArray values, INDArray gradients) {
    INDArray squares = state("squares", values);
    INDArray scaled = Scratch.like(values);
    Elementwise.multiply(gradients, gradients, scaled);
    Elementwise.scale(squares, decay, squares);
    Elementwise.addScaled(1 - decay, scaled, squares);
    Elementwise.sqrt(squares, scaled);
    Elementwise.addScalar(scaled, epsilon, scaled);
    Elementwise.divide(gradients, scaled, scaled);
    Elementwise.addScaled(-step(), scaled, values);
  }

  /** {@code RMSProp(step 0.001, decay 0.99, epsilon 1.0E-8)}. */
  @Override
  public String toString() {
    return "RMSProp(step " + baseStep() + ", decay " + decay + ", epsilon " + epsilon + ")";
  }
}
