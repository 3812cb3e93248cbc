package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.Elementwise;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gradient descent, {@code θ ← θ − η g} (Robbins and Monro, 1951, when g is a batch's). */
public final class GradientDescent implements UpdateRule {
  private final double learningRate;

  /**
   * Creates a rule.
   *
   * @param learningRate η, &gt; 0
   */
  public GradientDescent(double learningRate) {
    this.learningRate = Checks.requirePositive("GradientDescent", "learning rate", learningRate);
  }

  @Override
  public void update(INDArray values, INDArray gradients, double learningRate) {
    Checks.requireNonNegative(this, "learning rate", learningRate);
    Elementwise.addScaled(-learningRate, gradients, values); // θ ← θ − η g
  }

  @Override
  public double learningRate() {
    return learningRate;
  }

  /** {@code GradientDescent(learning rate 0.1)}. */
  @Override
  public String toString() {
    return "GradientDescent(learning rate " + learningRate + ")";
  }
}
