package io.github.taeda.nn.spark;

import java.util.Locale;

/**
 * Where the time of one iteration went, in seconds.
 *
 * @param broadcast until the slowest task had the values: sending them, and waiting for them
 * @param compute of the slowest task, forward and backward
 * @param aggregate the rest of the job: scheduling of tasks, sending and adding of gradients
 * @param bytes of the values, and of one partition's gradient
 */
public record IterationTimes(double broadcast, double compute, double aggregate, long bytes) {

  /** All of it but the update, in seconds. */
  public double total() {
    return broadcast + compute + aggregate;
  }

  /** {@code broadcast 0.004 s, compute 0.020 s, aggregate 0.031 s, 318040 bytes}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "broadcast %.3f s, compute %.3f s, aggregate %.3f s, %d bytes",
        broadcast,
        compute,
        aggregate,
        bytes);
  }
}
