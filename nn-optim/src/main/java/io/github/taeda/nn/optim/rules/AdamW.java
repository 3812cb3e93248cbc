package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.optim.Optim;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@link Adam} with decoupled weight decay: {@code θ ← θ − η λ θ}, then Adam's step (Loshchilov and
 * Hutter, 2019).
 *
 * <p>β₁ is 0.9, β₂ 0.999 and ε 1e-8 unless set. The state is Adam's. All values decay; to leave out
 * biases and the like, take {@code new Adam(step)} and {@link Optim#decay} with {@code
 * Decay.decoupled(λ).except("bias")}, which is the same rule.
 */
public final class AdamW extends StatefulRule {
  private final AdamState moments;
  private final double weightDecay;

  /**
   * Makes a rule with β₁ = 0.9, β₂ = 0.999 and ε = 1e-8.
   *
   * @param step η, &gt; 0
   * @param weightDecay λ, at least 0
   */
  public AdamW(double step, double weightDecay) {
    this(step, weightDecay, new AdamState("AdamW", 0.9, 0.999, 1e-8));
  }

  private AdamW(double step, double weightDecay, AdamState moments) {
    super(step, AdamState.STATE);
    this.weightDecay = Checks.requireNonNegative("AdamW", "weightDecay", weightDecay);
    this.moments = moments;
  }

  /** The same rule, not used yet, with other β₁ and β₂, both in 0…1, 1 excluded. */
  public AdamW withBetas(double beta1, double beta2) {
    return new AdamW(baseStep(), weightDecay, moments.withBetas(beta1, beta2));
  }

  /** The same rule, not used yet, with another ε, &gt; 0. */
  public AdamW withEpsilon(double epsilon) {
    return new AdamW(baseStep(), weightDecay, moments.withEpsilon(epsilon));
  }

  @Override
  protected void move(INDArray values, INDArray gradients) {
    Elementwise.addScaled(-step() * weightDecay, values, values);
    moments.move(
        state("mean", values),
        state("squares", values),
        countIteration(),
        gradients,
        step(),
        values);
  }

  /** {@code AdamW(step 0.001, weight decay 0.01, betas 0.9 and 0.999, epsilon 1.0E-8)}. */
  @Override
  public String toString() {
    return "AdamW(step " + baseStep() + ", weight decay " + weightDecay + ", " + moments + ")";
  }
}
