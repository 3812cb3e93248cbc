package io.github.taeda.benchmarks;

/**
 * One iteration of training in one library, always on the same batch: gradients to zero, forward,
 * loss, backward, update.
 */
interface TrainingStep extends AutoCloseable {

  /** Runs the step and returns the loss before the update. */
  double run();

  @Override
  default void close() {}
}
