package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.ops.Elementwise;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gradient descent, {@code θ ← θ − η g} (Robbins and Monro, 1951, when g is a batch's). */
public final class GradientDescent extends StatefulRule {

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
    Elementwise.addScaled(-step(), gradients, values);
  }

  /** {@code GradientDescent(step 0.1)}. */
  @Override
  public String toString() {
    return "GradientDescent(step " + baseStep() + ")";
  }
}
