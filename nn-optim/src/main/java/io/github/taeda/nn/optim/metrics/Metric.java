package io.github.taeda.nn.optim.metrics;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A metric of predictions against their targets, summed batch by batch.
 *
 * <p>{@link #value()} is that of all examples since the last {@link #clear()}, whatever batches
 * they came in. Targets and predictions may have any memory order and are only read. A prediction
 * that is NaN is no error: each metric says how it counts. A metric belongs to one thread at a
 * time.
 *
 * <p>A metric is serialisable, so that executors of a cluster can evaluate it.
 *
 * <p>Custom metrics are named by {@link #name()}, check what they are given before they change
 * anything, and do not keep the arrays: these may be recycled after the call.
 */
public interface Metric extends Serializable {

  /** How reports and histories name the value, {@code accuracy}. */
  String name();

  /** Forgets all examples. */
  void clear();

  /**
   * Takes in a batch.
   *
   * @param target y
   * @param prediction ŷ, {@code [batch, …]}
   * @throws io.github.taeda.nn.ShapeException if the two do not fit; nothing has changed then
   */
  void add(INDArray target, INDArray prediction);

  /**
   * Takes in a batch whose examples count by their weights. Unless overridden, as by metrics that
   * are means, examples of weight 0 are left out and each of the others counts once.
   *
   * @param target y
   * @param prediction ŷ, {@code [batch, …]}
   * @param weights {@code [batch]}, each at least 0; null for 1 each
   * @throws io.github.taeda.nn.ShapeException if they do not fit; nothing has changed then
   */
  default void add(INDArray target, INDArray prediction, @Nullable INDArray weights) {
    if (weights == null) {
      add(target, prediction);
    } else {
      CountedExamples.add(this, target, prediction, weights);
    }
  }

  /** The value of all examples so far; NaN if there are none. */
  double value();

  /**
   * Takes in all examples of another metric of the same kind and options, such as one that was
   * computed on another machine: the value is then that of all examples. Metrics of the library can
   * be merged; a custom one must override this to be evaluated on a cluster.
   *
   * @throws IllegalArgumentException if the other is of another kind; nothing has changed then
   */
  default void merge(Metric other) {
    throw new UnsupportedOperationException(
        getClass().getSimpleName() + ": must override merge to be evaluated on a cluster");
  }

  /** Whether a larger value is the better one; so it is unless overridden. */
  default boolean higherIsBetter() {
    return true;
  }
}
