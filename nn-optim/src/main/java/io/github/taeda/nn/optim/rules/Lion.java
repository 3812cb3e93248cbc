package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.Updates;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Lion: updates of one size, by the sign of a mean of the momentum and the gradient, {@code θ ← θ −
 * η sign(β₁ m + (1 − β₁) g)}, {@code m ← β₂ m + (1 − β₂) g} (Chen et al., 2023).
 *
 * <p>β₁ is 0.9 and β₂ 0.99 unless set. The learning rate should be 3 to 10 times smaller than
 * {@link Adam}'s. The weight decay of the paper is {@code optim.decay(WeightDecay.decoupled(λ))}.
 * The state is {@code mean} m, initially zero.
 */
public final class Lion extends StatefulRule {
  private final double beta1;
  private final double beta2;

  /**
   * Creates a rule with β₁ = 0.9 and β₂ = 0.99.
   *
   * @param learningRate η, &gt; 0
   */
  public Lion(double learningRate) {
    this(learningRate, 0.9, 0.99);
  }

  private Lion(double learningRate, double beta1, double beta2) {
    super(learningRate, "mean");
    this.beta1 = Checks.requireFraction("Lion", "beta1", beta1);
    this.beta2 = Checks.requireFraction("Lion", "beta2", beta2);
  }

  /** The same rule, not used yet, with other β₁ and β₂, both in 0…1, 1 excluded. */
  public Lion withBetas(double beta1, double beta2) {
    return new Lion(learningRate(), beta1, beta2);
  }

  @Override
  protected void update(INDArray values, INDArray gradients, double learningRate, State state) {
    Updates.lion(values, gradients, state.get("mean"), learningRate, beta1, beta2);
  }

  /** {@code Lion(learning rate 1.0E-4, betas 0.9 and 0.99)}. */
  @Override
  public String toString() {
    return "Lion(learning rate " + learningRate() + ", betas " + beta1 + " and " + beta2 + ")";
  }
}
