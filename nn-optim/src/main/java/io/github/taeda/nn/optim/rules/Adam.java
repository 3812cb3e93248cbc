package io.github.taeda.nn.optim.rules;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Steps by running means of the gradient and its square, corrected for their start at zero: {@code
 * m ← β₁ m + (1 − β₁) g}, {@code v ← β₂ v + (1 − β₂) g²}, {@code θ ← θ − η · m/(1 − β₁ᵗ) / (√(v/(1
 * − β₂ᵗ)) + ε)} for each number by itself, in iteration t = 1, 2, … (Kingma and Ba, 2015).
 *
 * <p>β₁ is 0.9, β₂ 0.999 and ε 1e-8 unless set. The state is {@code mean} m and {@code squares} v,
 * initially zero, and {@code iterations} t.
 */
public final class Adam extends StatefulRule {
  private final AdamState moments;

  /**
   * Makes a rule with β₁ = 0.9, β₂ = 0.999 and ε = 1e-8.
   *
   * @param step η, &gt; 0
   */
  public Adam(double step) {
    this(step, new AdamState("Adam", 0.9, 0.999, 1e-8));
  }

  private Adam(double step, AdamState moments) {
    super(step, AdamState.STATE);
    this.moments = moments;
  }

  /** The same rule, not used yet, with other β₁ and β₂, both in 0…1, 1 excluded. */
  public Adam withBetas(double beta1, double beta2) {
    return new Adam(baseStep(), moments.withBetas(beta1, beta2));
  }

  /** The same rule, not used yet, with another ε, &gt; 0. */
  public Adam withEpsilon(double epsilon) {
    return new Adam(baseStep(), moments.withEpsilon(epsilon));
  }

  @Override
  protected void move(INDArray values, INDArray gradients) {
    moments.move(
        state("mean", values),
        state("squares", values),
        countIteration(),
        gradients,
        step(),
        values);
  }

  /** {@code Adam(step 0.001, betas 0.9 and 0.999, epsilon 1.0E-8)}. */
  @Override
  public String toString() {
    return "Adam(step " + baseStep() + ", " + moments + ")";
  }
}
