package io.github.taeda.nn.optim;

import io.github.taeda.nn.ops.Ops;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Gradient descent, {@code θ ← θ − η g} (Robbins and Monro, 1951, when g is a batch's).
 *
 * @param step η, the step size, &gt; 0
 */
public record GradientDescent(double step) implements UpdateRule {

  /** Checks the step. */
  public GradientDescent {
    Settings.requirePositive("GradientDescent", "step", step);
  }

  @Override
  public void update(INDArray values, INDArray gradients) {
    Ops.addScaled(-step, gradients, values);
  }
}
