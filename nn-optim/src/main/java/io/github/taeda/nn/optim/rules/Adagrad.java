package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Steps that shrink with all gradients seen, {@code s ← s + g²}, {@code θ ← θ − η g / (√s + ε)} for
 * each number by itself (Duchi, Hazan and Singer, 2011).
 *
 * <p>ε is 1e-10 unless set. The state is {@code squares} s, initially zero.
 */
public final class Adagrad extends StatefulRule {
  private final double epsilon;

  /**
   * Makes a rule with ε = 1e-10.
   *
   * @param step η, &gt; 0
   */
  public Adagrad(double step) {
    this(step, 1e-10);
  }

  private Adagrad(double step, double epsilon) {
    super(step, "squares");
    this.epsilon = Checks.requirePositive("Adagrad", "epsilon", epsilon);
  }

  /** The same rule, not used yet, with another ε, &gt; 0. */
  public Adagrad withEpsilon(double epsilon) {
    return new Adagrad(baseStep(), epsilon);
  }

  @Override
  protected void move(INDArray values, INDArray gradients) {
    INDArray squares = state("squares", values);
    INDArray scaled = Scratch.like(values);
    Elementwise.multiply(gradients, gradients, scaled);
    Elementwise.add(squares, scaled, squares);
    Elementwise.sqrt(squares, scaled);
    Elementwise.addScalar(scaled, epsilon, scaled);
    Elementwise.divide(gradients, scaled, scaled);
    Elementwise.addScaled(-step(), scaled, values);
  }

  /** {@code Adagrad(step 0.1, epsilon 1.0E-10)}. */
  @Override
  public String toString() {
    return "Adagrad(step " + baseStep() + ", epsilon " + epsilon + ")";
  }
}
