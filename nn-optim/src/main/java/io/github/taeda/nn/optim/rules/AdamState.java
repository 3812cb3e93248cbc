package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The step that {@link Adam} and {@link AdamW} have in common. */
record AdamState(String owner, double beta1, double beta2, double epsilon) {
  static final String[] STATE = {"mean", "squares", "iterations"};

  AdamState {
    Checks.requireFraction(owner, "beta1", beta1);
    Checks.requireFraction(owner, "beta2", beta2);
    Checks.requirePositive(owner, "epsilon", epsilon);
  }

  AdamState withBetas(double beta1, double beta2) {
    return new AdamState(owner, beta1, beta2, epsilon);
  }

  AdamState withEpsilon(double epsilon) {
    return new AdamState(owner, beta1, beta2, epsilon);
  }

  /** Iteration {@code t}; both corrections are folded into the step and ε, which are numbers. */
  void move(
      INDArray mean, INDArray squares, double t, INDArray gradients, double step, INDArray values) {
    INDArray buffer = Scratch.like(values);
    Elementwise.scale(mean, beta1, mean);
    Elementwise.addScaled(1 - beta1, gradients, mean);
    Elementwise.multiply(gradients, gradients, buffer);
    Elementwise.scale(squares, beta2, squares);
    Elementwise.addScaled(1 - beta2, buffer, squares);

    double root = Math.sqrt(1 - Math.pow(beta2, t));
    Elementwise.sqrt(squares, buffer);
    Elementwise.addScalar(buffer, epsilon * root, buffer);
    Elementwise.divide(mean, buffer, buffer);
    Elementwise.addScaled(-step * root / (1 - Math.pow(beta1, t)), buffer, values);
  }

  @Override
  public String toString() {
    return "betas " + beta1 + " and " + beta2 + ", epsilon " + epsilon;
  }
}
