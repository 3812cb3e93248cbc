package io.github.taeda.nn.optim;

import io.github.taeda.nn.ops.Ops;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The step that {@link Adam} and {@link AdamW} have in common. */
record Moments(String owner, double beta1, double beta2, double epsilon) {
  static final String[] STATE = {"mean", "squares", "iterations"};

  Moments {
    Settings.requireFraction(owner, "beta1", beta1);
    Settings.requireFraction(owner, "beta2", beta2);
    Settings.requirePositive(owner, "epsilon", epsilon);
  }

  Moments withBetas(double beta1, double beta2) {
    return new Moments(owner, beta1, beta2, epsilon);
  }

  Moments withEpsilon(double epsilon) {
    return new Moments(owner, beta1, beta2, epsilon);
  }

  /** Iteration {@code t}; both corrections are folded into the step and ε, which are numbers. */
  void move(
      INDArray mean, INDArray squares, double t, INDArray gradients, double step, INDArray values) {
    INDArray buffer = Scratch.array(values.dataType(), values.shape());
    Ops.scale(mean, beta1, mean);
    Ops.addScaled(1 - beta1, gradients, mean);
    Ops.multiply(gradients, gradients, buffer);
    Ops.scale(squares, beta2, squares);
    Ops.addScaled(1 - beta2, buffer, squares);

    double root = Math.sqrt(1 - Math.pow(beta2, t));
    Ops.sqrt(squares, buffer);
    Ops.shift(buffer, epsilon * root, buffer);
    Ops.divide(mean, buffer, buffer);
    Ops.addScaled(-step * root / (1 - Math.pow(beta1, t)), buffer, values);
  }

  @Override
  public String toString() {
    return "betas " + beta1 + " and " + beta2 + ", epsilon " + epsilon;
  }
}
