package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Steps in units of the recent steps: {@code s ← ρ s + (1 − ρ) g²}, {@code d = g √(u + ε) / √(s +
 * ε)}, {@code u ← ρ u + (1 − ρ) d²}, {@code θ ← θ − η d} for each number by itself (Zeiler, 2012).
 *
 * <p>The step size η is 1, the decay ρ 0.9 and ε 1e-6 unless set. The state is {@code squares} s
 * and {@code steps} u, initially zero.
 */
public final class Adadelta extends StatefulRule {
  private final double decay;
  private final double epsilon;

  /** Makes a rule with η = 1, ρ = 0.9 and ε = 1e-6. */
  public Adadelta() {
    this(1, 0.9, 1e-6);
  }

  private Adadelta(double step, double decay, double epsilon) {
    super(step, "squares", "steps");
    this.decay = Checks.requireFraction("Adadelta", "decay", decay);
    this.epsilon = Checks.requirePositive("Adadelta", "epsilon", epsilon);
  }

  /** The same rule, not used yet, with another η, &gt; 0. */
  public Adadelta withStep(double step) {
    return new Adadelta(step, decay, epsilon);
  }

  /** The same rule, not used yet, with another ρ, in 0…1, 1 excluded. */
  public Adadelta withDecay(double decay) {
    return new Adadelta(baseStep(), decay, epsilon);
  }

  /** The same rule, not used yet, with another ε, &gt; 0. */
  public Adadelta withEpsilon(double epsilon) {
    return new Adadelta(baseStep(), decay, epsilon);
  }

  @Override
  protected void move(INDArray values, INDArray gradients) {
    INDArray squares = state("squares", values);
    INDArray steps = state("steps", values);
    INDArray direction = Scratch.like(values);
    INDArray scale = Scratch.like(values);
    addSquares(gradients, direction, squares);
    Elementwise.addScalar(squares, epsilon, scale);
    Elementwise.addScalar(steps, epsilon, direction);
    Elementwise.divide(direction, scale, direction);
    Elementwise.sqrt(direction, direction);
    Elementwise.multiply(direction, gradients, direction);
    addSquares(direction, scale, steps);
    Elementwise.addScaled(-step(), direction, values);
  }

  /** {@code mean ← ρ · mean + (1 − ρ) · x²}. */
  private void addSquares(INDArray x, INDArray buffer, INDArray mean) {
    Elementwise.multiply(x, x, buffer);
    Elementwise.scale(mean, decay, mean);
    Elementwise.addScaled(1 - decay, buffer, mean);
  }

  /** {@code Adadelta(step 1.0, decay 0.9, epsilon 1.0E-6)}. */
  @Override
  public String toString() {
    return "Adadelta(step " + baseStep() + ", decay " + decay + ", epsilon " + epsilon + ")";
  }
}
