package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
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
    INDArray squares = state.get("squares");
    INDArray scaled = Scratch.like(values);
    Elementwise.multiply(gradients, gradients, scaled);
    Elementwise.add(squares, scaled, squares); // s ← s + g²
    Elementwise.sqrt(squares, scaled);
    Elementwise.addScalar(scaled, epsilon, scaled);
    Elementwise.divide(gradients, scaled, scaled); // g / (√s + ε)
    Elementwise.addScaled(-learningRate, scaled, values);
  }

  /** {@code Adagrad(learning rate 0.1, epsilon 1.0E-10)}. */
  @Override
  public String toString() {
    return "Adagrad(learning rate " + learningRate() + ", epsilon " + epsilon + ")";
  }
}
