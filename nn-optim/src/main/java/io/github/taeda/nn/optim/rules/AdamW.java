package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * {@link Adam} with decoupled weight decay: {@code θ ← θ − η λ θ}, then Adam's update (Loshchilov
 * and Hutter, 2019).
 *
 * <p>β₁ is 0.9, β₂ 0.999 and ε 1e-8 unless set. The state is Adam's. All values decay; to leave out
 * biases, take {@code new Adam(η)} and {@code optim.decay(WeightDecay.decoupled(λ).except("bias"))}
 * instead, which is the same rule.
 */
public final class AdamW extends StatefulRule {
  private final Adam adam;
  private final double weightDecay;

  /**
   * Creates a rule with β₁ = 0.9, β₂ = 0.999 and ε = 1e-8.
   *
   * @param learningRate η, &gt; 0
   * @param weightDecay λ, at least 0
   */
  public AdamW(double learningRate, double weightDecay) {
    this(new Adam(learningRate), weightDecay);
  }

  private AdamW(Adam adam, double weightDecay) {
    super(adam.learningRate(), "mean", "squares", ITERATIONS);
    this.adam = adam;
    this.weightDecay = Checks.requireNonNegative("AdamW", "weightDecay", weightDecay);
  }

  /** The same rule, not used yet, with other β₁ and β₂, both in 0…1, 1 excluded. */
  public AdamW withBetas(double beta1, double beta2) {
    return new AdamW(adam.withBetas(beta1, beta2), weightDecay);
  }

  /** The same rule, not used yet, with another ε, &gt; 0. */
  public AdamW withEpsilon(double epsilon) {
    return new AdamW(adam.withEpsilon(epsilon), weightDecay);
  }

  @Override
  protected void update(INDArray values, INDArray gradients, double learningRate, State state) {
    adam.update(values, gradients, learningRate, weightDecay, state);
  }

  /** {@code AdamW(learning rate 0.001, weight decay 0.01, betas 0.9 and 0.999, epsilon 1.0E-8)}. */
  @Override
  public String toString() {
    return "AdamW(learning rate "
        + learningRate()
        + ", weight decay "
        + weightDecay
        + ", "
        + adam.constants()
        + ")";
  }
}
