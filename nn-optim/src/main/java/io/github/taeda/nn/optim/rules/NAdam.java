package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.AdamUpdates;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adam with Nesterov's momentum (Dozat, 2016). With m and v as in {@link Adam}, a momentum {@code
 * μₜ = β₁ (1 − ½ · 0.96^(t ψ))} that grows to β₁, and {@code Πₜ = μ₁ μ₂ … μₜ}: {@code θ ← θ − η
 * (μₜ₊₁ m/(1 − Πₜ₊₁) + (1 − μₜ) g/(1 − Πₜ)) / (√(v/(1 − β₂ᵗ)) + ε)} elementwise, in iteration t =
 * 1, 2, …
 *
 * <p>β₁ is 0.9, β₂ 0.999, ε 1e-8 and the momentum decay ψ 0.004 unless set, as in PyTorch. The
 * state is {@code mean} m and {@code squares} v, initially zero, and {@code iterations} t.
 */
public final class NAdam extends StatefulRule {
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final double momentumDecay;
  private double factors; // of the product, which is of the momenta 1 to that number
  private double product = 1;

  /**
   * Creates a rule with β₁ = 0.9, β₂ = 0.999, ε = 1e-8 and ψ = 0.004.
   *
   * @param learningRate η, &gt; 0
   */
  public NAdam(double learningRate) {
    this(learningRate, 0.9, 0.999, 1e-8, 0.004);
  }

  private NAdam(
      double learningRate, double beta1, double beta2, double epsilon, double momentumDecay) {
    super(learningRate, "mean", "squares", ITERATIONS);
    this.beta1 = Checks.requireFraction("NAdam", "beta1", beta1);
    this.beta2 = Checks.requireFraction("NAdam", "beta2", beta2);
    this.epsilon = Checks.requirePositive("NAdam", "epsilon", epsilon);
    this.momentumDecay = Checks.requireNonNegative("NAdam", "momentumDecay", momentumDecay);
  }

  /** The same rule, not used yet, with other β₁ and β₂, both in 0…1, 1 excluded. */
  public NAdam withBetas(double beta1, double beta2) {
    return new NAdam(learningRate(), beta1, beta2, epsilon, momentumDecay);
  }

  /** The same rule, not used yet, with another ε, &gt; 0. */
  public NAdam withEpsilon(double epsilon) {
    return new NAdam(learningRate(), beta1, beta2, epsilon, momentumDecay);
  }

  /** The same rule, not used yet, with another ψ, at least 0; at 0 the momentum is always β₁/2. */
  public NAdam withMomentumDecay(double momentumDecay) {
    return new NAdam(learningRate(), beta1, beta2, epsilon, momentumDecay);
  }

  @Override
  protected void update(INDArray values, INDArray gradients, double learningRate, State state) {
    double t = state.iteration();
    double product = product(t);
    double momentum = momentum(t);
    double next = momentum(t + 1);
    AdamUpdates.nadam(
        values,
        gradients,
        state.get("mean"),
        state.get("squares"),
        learningRate * next / (1 - product * next),
        learningRate * (1 - momentum) / (1 - product),
        new AdamUpdates.Constants(beta1, beta2, epsilon),
        t);
  }

  private double momentum(double t) {
    return beta1 * (1 - 0.5 * Math.pow(0.96, t * momentumDecay));
  }

  /** Πₜ, by one factor more than the last; anew in a rule whose state was restored. */
  private double product(double t) {
    if (t < factors) {
      factors = 0;
      product = 1;
    }
    for (; factors < t && product > 0; factors++) { // 0 after some thousand factors
      product *= momentum(factors + 1);
    }
    factors = t;
    return product;
  }

  /**
   * {@code NAdam(learning rate 0.002, betas 0.9 and 0.999, epsilon 1.0E-8, momentum decay 0.004)}.
   */
  @Override
  public String toString() {
    return "NAdam(learning rate "
        + learningRate()
        + ", betas "
        + beta1
        + " and "
        + beta2
        + ", epsilon "
        + epsilon
        + ", momentum decay "
        + momentumDecay
        + ")";
  }
}
