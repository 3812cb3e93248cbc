package io.github.taeda.nn.optim;

import io.github.taeda.nn.ops.Ops;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Steps in units of the recent steps: {@code s ← ρ s + (1 − ρ) g²}, {@code d = g √(u + ε) / √(s +
 * ε)}, {@code u ← ρ u + (1 − ρ) d²}, {@code θ ← θ − η d} for each number by itself (Zeiler, 2012).
 *
 * <p>The step size η is 1, the decay ρ 0.9 and ε 1e-6 unless set. The state is {@code squares} s
 * and {@code steps} u, initially zero.
 */
public final class Adadelta extends StepRule {
  private final double decay;
  private final double epsilon;

  /** Makes a rule with η = 1, ρ = 0.9 and ε = 1e-6. */
  public Adadelta() {
    this(1, 0.9, 1e-6);
  }

  private Adadelta(double step, double decay, double epsilon) {
    super(step, "squares", "steps");
    this.decay = Settings.requireFraction("Adadelta", "decay", decay);
    this.epsilon = Settings.requirePositive("Adadelta", "epsilon", epsilon);
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
    INDArray direction = Scratch.array(values.dataType(), values.shape());
    INDArray scale = Scratch.array(values.dataType(), values.shape());
    addSquares(gradients, direction, squares);
    Ops.shift(squares, epsilon, scale);
    Ops.shift(steps, epsilon, direction);
    Ops.divide(direction, scale, direction);
    Ops.sqrt(direction, direction);
    Ops.multiply(direction, gradients, direction);
    addSquares(direction, scale, steps);
    Ops.addScaled(-step(), direction, values);
  }

  /** {@code mean ← ρ · mean + (1 − ρ) · x²}. */
  private void addSquares(INDArray x, INDArray buffer, INDArray mean) {
    Ops.multiply(x, x, buffer);
    Ops.scale(mean, decay, mean);
    Ops.addScaled(1 - decay, buffer, mean);
  }

  /** {@code Adadelta(step 1.0, decay 0.9, epsilon 1.0E-6)}. */
  @Override
  public String toString() {
    return "Adadelta(step " + baseStep() + ", decay " + decay + ", epsilon " + epsilon + ")";
  }
}
