package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.Updates;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * RMSProp: gradients divided by their running root mean square, {@code s ← ρ s + (1 − ρ) g²},
 * {@code θ ← θ − η g / (√s + ε)} elementwise (Tieleman and Hinton, 2012).
 *
 * <p>The decay ρ is 0.99 and ε 1e-8 unless set. The state is {@code squares} s, initially zero.
 */
public final class RMSProp extends StatefulRule {
  private final double decay;
  private final double epsilon;

  /**
   * Creates a rule with ρ = 0.99 and ε = 1e-8.
   *
   * @param learningRate η, &gt; 0
   */
  public RMSProp(double learningRate) {
    this(learningRate, 0.99, 1e-8);
  }

  private RMSProp(double learningRate, double decay, double epsilon) {
    super(learningRate, "squares");
    this.decay = Checks.requireFraction("RMSProp", "decay", decay);
    this.epsilon = Checks.requirePositive("RMSProp", "epsilon", epsilon);
  }

  /** The same rule, not used yet, with another ρ, in 0…1, 1 excluded. */
  public RMSProp withDecay(double decay) {
    return new RMSProp(learningRate(), decay, epsilon);
  }

  /** The same rule, not used yet, with another ε, &gt; 0. */
  public RMSProp withEpsilon(double epsilon) {
    return new RMSProp(learningRate(), decay, epsilon);
  }

  @Override
  protected void update(INDArray values, INDArray gradients, double learningRate, State state) {
    Updates.rmsProp(values, gradients, state.get("squares"), learningRate, decay, epsilon);
  }

  /** {@code RMSProp(learning rate 0.001, decay 0.99, epsilon 1.0E-8)}. */
  @Override
  public String toString() {
    return "RMSProp(learning rate "
        + learningRate()
        + ", decay "
        + decay
        + ", epsilon "
        + epsilon
        + ")";
  }
}
