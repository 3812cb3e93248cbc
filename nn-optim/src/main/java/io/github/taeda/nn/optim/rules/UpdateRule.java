package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.optim.schedules.Schedule;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How values follow from gradients in one iteration.
 *
 * <p>A rule works in place on the vectors of a {@link io.github.taeda.nn.ParameterVector}; what it
 * remembers from one iteration to the next is its state. One rule serves one vector. The simplest
 * rule is a lambda; {@link StatefulRule} is the base of those with a step size and a state.
 */
@FunctionalInterface
public interface UpdateRule {

  /**
   * Updates the values by one iteration.
   *
   * @param values {@code [n]}, changed in place
   * @param gradients {@code [n]}, only read
   */
  void update(INDArray values, INDArray gradients);

  /**
   * The state by name, empty before the first update and for a rule that remembers nothing. The
   * arrays are the rule's own: copy what is to be kept.
   */
  default Map<String, INDArray> state() {
    return Map.of();
  }

  /**
   * Takes over a copy of a state, so that the next update is the one that would have followed it.
   *
   * @param state what {@link #state()} of a rule of this kind gave
   * @throws IllegalArgumentException if it is not such a state; the rule is then unchanged
   */
  default void restore(Map<String, INDArray> state) {
    if (!state.isEmpty()) {
      throw new IllegalArgumentException(
          this + " remembers nothing, but the state has " + String.join(", ", state.keySet()));
    }
  }

  /** The step size of the next update; NaN for a rule that has none. */
  default double step() {
    return Double.NaN;
  }

  /**
   * Scales the step size of the updates to come, as a {@link Schedule} does.
   *
   * @param factor times the step size that the rule was made with, at least 0 and finite; 1 at
   *     first
   * @throws UnsupportedOperationException if the rule has no step size
   */
  default void stepFactor(double factor) {
    if (factor != 1) {
      throw new UnsupportedOperationException(
          this + " has no step size to scale: extend StepRule, or leave out the schedule");
    }
  }
}
