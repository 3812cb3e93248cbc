package io.github.taeda.nn.spark;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sums over the examples that one partition, or several, have of a batch: of gradients, losses,
 * their weights, and buffers, each times its number of examples.
 */
final class GradientSum implements Serializable {
  private final int order;
  private final long examples;
  private final double loss; // Σ of the losses
  private final double weight;
  private final @Nullable Object gradient; // null without examples
  private final Object[] buffers; // each times the number of examples
  private final long waitNanos; // for the values
  private final long computeNanos;

  GradientSum(
      int order,
      long examples,
      double loss,
      double weight,
      @Nullable Object gradient,
      Object[] buffers,
      long waitNanos,
      long computeNanos) {
    this.order = order;
    this.examples = examples;
    this.loss = loss;
    this.weight = weight;
    this.gradient = gradient;
    this.buffers = buffers;
    this.waitNanos = waitNanos;
    this.computeNanos = computeNanos;
  }

  /** The sum over no examples. */
  static GradientSum none(int order) {
    return new GradientSum(order, 0, 0, 0, null, new Object[0], 0, 0);
  }

  /**
   * Adds sums in the order of their partitions, whatever the order in which they come.
   *
   * @param order of the result among its like
   */
  static GradientSum of(int order, List<GradientSum> sums) {
    Iterator<GradientSum> sorted =
        sums.stream().sorted(Comparator.comparingInt(sum -> sum.order)).iterator();
    GradientSum total = none(order);
    while (sorted.hasNext()) {
      total = total.plus(sorted.next());
    }
    return total;
  }

  /** The arrays of this sum are used up, those of the other are as before. */
  private GradientSum plus(GradientSum other) {
    return new GradientSum(
        order,
        examples + other.examples,
        loss + other.loss,
        weight + other.weight,
        sum(gradient, other.gradient),
        sum(buffers, other.buffers),
        Math.max(waitNanos, other.waitNanos),
        Math.max(computeNanos, other.computeNanos));
  }

  private static @Nullable Object sum(@Nullable Object own, @Nullable Object others) {
    if (others == null) {
      return own;
    }
    int length = Primitives.length(others);
    Object sum = own == null ? Primitives.like(others, length) : own;
    Primitives.add(others, sum);
    return sum;
  }

  private static Object[] sum(Object[] own, Object... others) {
    Object[] sums = others.length == 0 ? own : new Object[others.length];
    for (int i = 0; i < others.length; i++) {
      Object sum = sum(own.length == 0 ? null : own[i], others[i]);
      sums[i] = sum == null ? others[i] : sum;
    }
    return sums;
  }

  /** The index among those it is added with. */
  int order() {
    return order;
  }

  long examples() {
    return examples;
  }

  double loss() {
    return loss;
  }

  double weight() {
    return weight;
  }

  @Nullable Object gradient() {
    return gradient;
  }

  Object[] buffers() {
    return buffers;
  }

  long waitNanos() {
    return waitNanos;
  }

  long computeNanos() {
    return computeNanos;
  }
}
