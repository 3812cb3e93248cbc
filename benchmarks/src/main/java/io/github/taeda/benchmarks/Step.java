package io.github.taeda.benchmarks;

/**
 * What is timed of one network in one library, always on the same batch: a training iteration
 * (gradients to zero, forward, loss, backward, update) or an evaluation (forward).
 */
interface Step extends AutoCloseable {

  /** Runs the step; returns the loss before the update, or the first output of an evaluation. */
  double run();

  /** Values by which libraries are compared: the first losses, or outputs of an evaluation. */
  default double[] evidence(int count) {
    double[] losses = new double[count];
    for (int i = 0; i < count; i++) {
      losses[i] = run();
    }
    return losses;
  }

  @Override
  default void close() {}
}
