package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.Updates;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adagrad: a learning rate per element that falls with all its gradients so far, {@code s ← s +
 * g²}, {@code θ ← θ − η g / (√s + ε)} (Duchi, Hazan and Singer, 2011).
 *
 * <p>ε is 1e-10 unless set. The state is {@code squares} s, initially zero.
 */
public final class Adagrad extends StatefulRule {
  private final double epsilon;

  /**
   * Creates a rule with ε = 1e-10.
   *
   * @param learningRate η, &gt; 0
   */
  public Adagrad(double learningRate) {
    this(learningRate, 1e-10);
  }

  private Adagrad(double learningRate, double epsilon) {
    super(learningRate, "squares");
    this.epsilon = Checks.requirePositive("Adagrad", "epsilon", epsilon);
  }

  /** The same rule, not used yet, with another ε, &gt; 0. */
  public Adagrad withEpsilon(double epsilon) {
    return new Adagrad(learningRate(), epsilon);
  }

  @Override
  protected void update(INDArray values, INDArray gradients, double learningRate, State state) {
    Updates.adagrad(values, gradients, state.get("squares"), learningRate, epsilon);
  }

  /** {@code Adagrad(learning rate 0.1, epsilon 1.0E-10)}. */
  @Override
  public String toString() {
    return "Adagrad(learning rate " + learningRate() + ", epsilon " + epsilon + ")";
  }
}
