package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.AdamUpdates;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rectified Adam: {@link Adam} whose learning rate is scaled by how well the mean of squares is
 * known, which replaces a warm-up (Liu et al., 2020). With m and v as in Adam, {@code ρ∞ = 2/(1 −
 * β₂) − 1} and {@code ρ = ρ∞ − 2t β₂ᵗ/(1 − β₂ᵗ)}: {@code θ ← θ − η · m/(1 − β₁ᵗ)} as long as ρ is
 * at most 5, and then {@code θ ← θ − η r √(1 − β₂ᵗ) · m/(1 − β₁ᵗ) / (√v + ε)} with {@code r = √((ρ
 * − 4)(ρ − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρ))}, in iteration t = 1, 2, …
 *
 * <p>The threshold 5 and ε, which is not corrected, are PyTorch's; the paper has 4 and no ε. β₁ is
 * 0.9, β₂ 0.999 and ε 1e-8 unless set. The state is {@code mean} m and {@code squares} v, initially
 * zero, and {@code iterations} t.
 */
public final class RAdam extends StatefulRule {
  private final double beta1;
  private final double beta2;
  private final double epsilon;

  /**
   * Creates a rule with β₁ = 0.9, β₂ = 0.999 and ε = 1e-8.
   *
   * @param learningRate η, &gt; 0
   */
  public RAdam(double learningRate) {
    this(learningRate, 0.9, 0.999, 1e-8);
  }

  private RAdam(double learningRate, double beta1, double beta2, double epsilon) {
    super(learningRate, "mean", "squares", ITERATIONS);
    this.beta1 = Checks.requireFraction("RAdam", "beta1", beta1);
    this.beta2 = Checks.requireFraction("RAdam", "beta2", beta2);
    this.epsilon = Checks.requirePositive("RAdam", "epsilon", epsilon);
  }

  /** The same rule, not used yet, with other β₁ and β₂, both in 0…1, 1 excluded. */
  public RAdam withBetas(double beta1, double beta2) {
    return new RAdam(learningRate(), beta1, beta2, epsilon);
  }

  /** The same rule, not used yet, with another ε, &gt; 0. */
  public RAdam withEpsilon(double epsilon) {
    return new RAdam(learningRate(), beta1, beta2, epsilon);
  }

  @Override
  protected void update(INDArray values, INDArray gradients, double learningRate, State state) {
    AdamUpdates.radam(
        values,
        gradients,
        state.get("mean"),
        state.get("squares"),
        learningRate,
        new AdamUpdates.Constants(beta1, beta2, epsilon),
        state.iteration());
  }

  /** {@code RAdam(learning rate 0.001, betas 0.9 and 0.999, epsilon 1.0E-8)}. */
  @Override
  public String toString() {
    return "RAdam(learning rate "
        + learningRate()
        + ", betas "
        + beta1
        + " and "
        + beta2
        + ", epsilon "
        + epsilon
        + ")";
  }
}
