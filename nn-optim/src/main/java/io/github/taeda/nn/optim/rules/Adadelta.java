package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.Updates;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adadelta: gradients scaled by the ratio of recent updates to recent gradients, {@code s ← ρ s +
 * (1 − ρ) g²}, {@code d = g √(u + ε) / √(s + ε)}, {@code u ← ρ u + (1 − ρ) d²}, {@code θ ← θ − η d}
 * elementwise (Zeiler, 2012).
 *
 * <p>The learning rate η is 1, the decay ρ 0.9 and ε 1e-6 unless set. The state is {@code squares}
 * s and {@code updates} u, initially zero.
 */
public final class Adadelta extends StatefulRule {
  private final double decay;
  private final double epsilon;

  /** Creates a rule with η = 1, ρ = 0.9 and ε = 1e-6. */
  public Adadelta() {
    this(1, 0.9, 1e-6);
  }

  private Adadelta(double learningRate, double decay, double epsilon) {
    super(learningRate, "squares", "updates");
    this.decay = Checks.requireFraction("Adadelta", "decay", decay);
    this.epsilon = Checks.requirePositive("Adadelta", "epsilon", epsilon);
  }

  /** The same rule, not used yet, with another η, &gt; 0. */
  public Adadelta withLearningRate(double learningRate) {
    return new Adadelta(learningRate, decay, epsilon);
  }

  /** The same rule, not used yet, with another ρ, in 0…1, 1 excluded. */
  public Adadelta withDecay(double decay) {
    return new Adadelta(learningRate(), decay, epsilon);
  }

  /** The same rule, not used yet, with another ε, &gt; 0. */
  public Adadelta withEpsilon(double epsilon) {
    return new Adadelta(learningRate(), decay, epsilon);
  }

  @Override
  protected void update(INDArray values, INDArray gradients, double learningRate, State state) {
    Updates.adadelta(
        values,
        gradients,
        state.get("squares"),
        state.get("updates"),
        learningRate,
        decay,
        epsilon);
  }

  /** {@code Adadelta(learning rate 1.0, decay 0.9, epsilon 1.0E-6)}. */
  @Override
  public String toString() {
    return "Adadelta(learning rate "
        + learningRate()
        + ", decay "
        + decay
        + ", epsilon "
        + epsilon
        + ")";
  }
}
