package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.AdamUpdates;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adam: updates by running means of the gradient and its square, corrected for their start at zero,
 * {@code m ← β₁ m + (1 − β₁) g}, {@code v ← β₂ v + (1 − β₂) g²}, {@code θ ← θ − η · m/(1 − β₁ᵗ) /
 * (√(v/(1 − β₂ᵗ)) + ε)} elementwise, in iteration t = 1, 2, … (Kingma and Ba, 2015).
 *
 * <p>β₁ is 0.9, β₂ 0.999 and ε 1e-8 unless set. The state is {@code mean} m and {@code squares} v,
 * initially zero, and {@code iterations} t.
 */
public final class Adam extends StatefulRule {
  private final double beta1;
  private final double beta2;
  private final double epsilon;

  /**
   * Creates a rule with β₁ = 0.9, β₂ = 0.999 and ε = 1e-8.
   *
   * @param learningRate η, &gt; 0
   */
  public Adam(double learningRate) {
    this(learningRate, 0.9, 0.999, 1e-8);
  }

  private Adam(double learningRate, double beta1, double beta2, double epsilon) {
    super(learningRate, "mean", "squares", ITERATIONS);
    this.beta1 = Checks.requireFraction("Adam", "beta1", beta1);
    this.beta2 = Checks.requireFraction("Adam", "beta2", beta2);
    this.epsilon = Checks.requirePositive("Adam", "epsilon", epsilon);
  }

  /** The same rule, not used yet, with other β₁ and β₂, both in 0…1, 1 excluded. */
  public Adam withBetas(double beta1, double beta2) {
    return new Adam(learningRate(), beta1, beta2, epsilon);
  }

  /** The same rule, not used yet, with another ε, &gt; 0. */
  public Adam withEpsilon(double epsilon) {
    return new Adam(learningRate(), beta1, beta2, epsilon);
  }

  @Override
  protected void update(INDArray values, INDArray gradients, double learningRate, State state) {
    update(values, gradients, learningRate, 0, state);
  }

  /** The update with decoupled weight decay λ, that of {@link AdamW}. */
  void update(
      INDArray values, INDArray gradients, double learningRate, double weightDecay, State state) {
    AdamUpdates.adam(
        values,
        gradients,
        state.get("mean"),
        state.get("squares"),
        learningRate,
        weightDecay,
        new AdamUpdates.Constants(beta1, beta2, epsilon),
        state.iteration());
  }

  /** {@code betas 0.9 and 0.999, epsilon 1.0E-8}. */
  String constants() {
    return "betas " + beta1 + " and " + beta2 + ", epsilon " + epsilon;
  }

  /** {@code Adam(learning rate 0.001, betas 0.9 and 0.999, epsilon 1.0E-8)}. */
  @Override
  public String toString() {
    return "Adam(learning rate " + learningRate() + ", " + constants() + ")";
  }
}
