package io.github.taeda.nn.spark;

import java.util.Locale;

/** A failure on an executor, in a sentence that says where; the driver throws it again. */
final class TaskFailure extends RuntimeException {
  private TaskFailure(String message, Throwable cause) {
    super(message, cause);
  }

  /** A record that cannot be read, or that module or loss reject. */
  static TaskFailure ofRecord(int partition, int record, RuntimeException cause) {
    return new TaskFailure(
        String.format(
            Locale.ROOT,
            "partition %d, record %d (the first is 0): %s",
            partition,
            record,
            problem(cause)),
        readable(cause));
  }

  /** Something that is wrong with a partition as a whole. */
  static TaskFailure ofPartition(int partition, RuntimeException cause) {
    return new TaskFailure(
        String.format(Locale.ROOT, "partition %d: %s", partition, problem(cause)), readable(cause));
  }

  /** An executor on which nothing can be computed. */
  static TaskFailure ofExecutor(String executor, Throwable cause) {
    return new TaskFailure("the executor on " + executor + ": " + problem(cause), readable(cause));
  }

  private static String problem(Throwable cause) {
    return cause instanceof IllegalArgumentException || cause instanceof IllegalStateException
        ? String.valueOf(cause.getMessage())
        : cause.toString();
  }

  /** A cause that any JVM can deserialise. */
  private static Throwable readable(Throwable cause) {
    IllegalStateException copy = new IllegalStateException(cause.toString());
    copy.setStackTrace(cause.getStackTrace());
    return copy;
  }
}
