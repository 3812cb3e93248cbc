package io.github.taeda.nn.optim.metrics;

import java.util.Objects;

/** The metric that another one is merged with, which must be of the same kind. */
final class LikeMetric {
  private LikeMetric() {}

  static <M extends Metric> M of(M metric, Metric other) {
    Objects.requireNonNull(other, () -> metric + ": other is null");
    if (other.getClass() != metric.getClass() || !other.name().equals(metric.name())) {
      throw new IllegalArgumentException(
          "a metric must be merged with one of its kind, but " + metric + " was with " + other);
    }
    @SuppressWarnings("unchecked") // of the same class
    M like = (M) other;
    return like;
  }

  /** Requires that both have the same classes, outputs or labels. */
  static void requireEqual(String metric, String name, Object expected, Object other) {
    if (!expected.equals(other)) {
      throw new IllegalArgumentException(
          metric + ": the other's " + name + " must be " + expected + ", but were " + other);
    }
  }

  static void add(long[] counts, long[] sums) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += counts[i];
    }
  }
}
