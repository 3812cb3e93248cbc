package io.github.taeda.nn.optim.lbfgs;

import java.util.Objects;

/**
 * How a minimisation by {@link LBFGS} has ended.
 *
 * @param iterations completed, each with a lower loss
 * @param evaluations passes, forward and backward, that this took
 * @param loss at the values that the parameters have now
 * @param gradient the largest magnitude of an element of its gradient
 * @param stop why it has ended
 */
public record MinimizationResult(
    int iterations, int evaluations, double loss, double gradient, Stop stop) {

  /** Checks the reason. */
  public MinimizationResult {
    Objects.requireNonNull(stop, "MinimizationResult: stop is null");
  }

  /** Why a minimisation ends. */
  public enum Stop {
    /** No gradient exceeds the tolerance: this is a stationary point, as a rule a minimum. */
    GRADIENT,
    /** The last iteration has hardly lowered the loss. */
    CHANGE,
    /** There were as many iterations as allowed. */
    ITERATIONS,
    /** There were as many passes as allowed. */
    EVALUATIONS,
    /**
     * No lower loss was found, not even along the steepest descent: the type's rounding allows no
     * more, or the gradient is not that of the loss.
     */
    LINE_SEARCH
  }
}
