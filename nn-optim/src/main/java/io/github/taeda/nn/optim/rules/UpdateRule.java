package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An update rule: computes new parameter values from gradients in one iteration.
 *
 * <p>A rule works in place on the vectors of a {@link io.github.taeda.nn.ParameterVector}, element
 * by element, so that it may be applied to slices of them; one that cannot is a {@link
 * WholeVectorRule}. The learning rate is an argument: base × schedules × factor of the parameter
 * group, computed by {@code Optim}. One rule serves one vector.
 *
 * <p>The simplest rule is a lambda; {@link StatefulRule} is the base class of rules with arrays
 * that live from one iteration to the next.
 */
@FunctionalInterface
public interface UpdateRule {

  /**
   * Updates the values by one iteration.
   *
   * @param values {@code [n]}, changed in place
   * @param gradients {@code [n]}, only read
   * @param learningRate η, at least 0; NaN if the rule has none
   */
  void update(INDArray values, INDArray gradients, double learningRate);

  /**
   * Updates slices of the values by one iteration, each with its own learning rate; the elements
   * between them, those of frozen parameters, are left alone.
   *
   * @param values {@code [n]}, changed in place
   * @param gradients {@code [n]}, only read
   * @param slices in order, without overlap
   */
  default void updateSlices(INDArray values, INDArray gradients, List<Slice> slices) {
    for (Slice slice : slices) {
      update(slice.of(values), slice.of(gradients), slice.learningRate());
    }
  }

  /**
   * Requires that the rule can update these slices; called before clipping and weight decay, so
   * that an update that is rejected changes nothing. By default any slices will do, with learning
   * rates that are finite and at least 0 if the rule has one.
   *
   * @throws IllegalArgumentException if a learning rate is not
   * @throws IllegalStateException if the rule cannot update these slices of these values
   */
  default void requireSlices(INDArray values, List<Slice> slices) {
    if (!Double.isNaN(learningRate())) {
      for (Slice slice : slices) {
        Checks.requireNonNegative(this, "learning rate", slice.learningRate());
      }
    }
  }

  /** The base learning rate, which schedules and factors scale; NaN for a rule without one. */
  default double learningRate() {
    return Double.NaN;
  }

  /**
   * The state by name, empty before the first update and for a rule without state. The arrays are
   * the rule's own: copy what is to be kept.
   */
  default Map<String, INDArray> state() {
    return Map.of();
  }

  /**
   * Restores a state, of which the rule keeps a copy, so that the next update is the one that would
   * have followed it.
   *
   * @param state the {@link #state()} of a rule of this kind
   * @throws IllegalArgumentException if it is not such a state; the rule is then unchanged
   */
  default void restore(Map<String, INDArray> state) {
    if (!state.isEmpty()) {
      throw new IllegalArgumentException(
          this + ": the state must have [], but has " + state.keySet());
    }
  }
}
