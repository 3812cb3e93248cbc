package io.github.taeda.nn.spark;

import java.util.function.Supplier;

/** A job whose failure is told in one sentence. */
final class SparkJob {
  private SparkJob() {}

  /**
   * Runs a job.
   *
   * @param owner whom messages name
   * @throws IllegalStateException if a task failed as often as Spark allows, with the sentence of
   *     its last failure
   */
  static <T> T run(String owner, Supplier<T> job) {
    try {
      return job.get();
    } catch (Exception e) { // Spark throws checked exceptions from methods that declare none
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof TaskFailure) {
          throw new IllegalStateException(owner + ": " + cause.getMessage(), e);
        }
      }
      throw e;
    }
  }
}
