package io.github.taeda.nn.optim;

import io.github.taeda.nn.ops.Ops;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gradient descent, {@code θ ← θ − η g} (Robbins and Monro, 1951, when g is a batch's). */
public final class GradientDescent extends StepRule {

  /**
   * Makes a rule.
   *
   * @param step η, &gt; 0
   */
  public GradientDescent(double step) {
    super(step);
  }

  @Override
  protected void move(INDArray values, INDArray gradients) {
    Ops.addScaled(-step(), gradients, values);
  }

  /** {@code GradientDescent(step 0.1)}. */
  @Override
  public String toString() {
    return "GradientDescent(step " + baseStep() + ")";
  }
}
