package io.github.taeda.nn.optim.lbfgs;

import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Line search for a step α that meets the strong Wolfe conditions, {@code φ(α) ≤ φ(0) + c₁ α φ′(0)}
 * and {@code |φ′(α)| ≤ c₂ |φ′(0)|} (Nocedal and Wright, Algorithms 3.5 and 3.6).
 */
final class StrongWolfe {
  /** c₁. */
  static final double DECREASE = 1e-4;

  private static final int MAX_EVALUATIONS = 40;
  private static final double MAX_GROWTH = 10; // of the step from one trial to the next
  private static final double MARGIN = 0.05; // of an interval, within which no trial is made

  private final DoubleFunction<Point> line;
  private final Point start;
  private final double curvature;
  private int left = MAX_EVALUATIONS;

  /**
   * Creates a search.
   *
   * @param line evaluates φ at a step
   * @param start φ(0), whose slope should be negative
   * @param curvature c₂
   */
  StrongWolfe(DoubleFunction<Point> line, Point start, double curvature) {
    this.line = line;
    this.start = start;
    this.curvature = curvature;
  }

  /**
   * Searches from a first trial.
   *
   * @return a point that meets the conditions, or only the first where rounding allows no more;
   *     null if there is none
   */
  @Nullable Point search(double first) {
    if (!(start.slope() < 0)) {
      return null;
    }
    Point before = start;
    Point trial = evaluate(first);
    while (true) {
      if (isTooHigh(trial) || (before != start && trial.value() >= before.value())) {
        return zoom(before, trial);
      }
      if (isFlat(trial)) {
        return trial;
      }
      if (trial.slope() >= 0) {
        return zoom(trial, before);
      }
      if (left == 0) {
        return trial; // lower and lower
      }
      Point next = evaluate(farther(before, trial));
      before = trial;
      trial = next;
    }
  }

  /** A step beyond two trials of which the second is lower. */
  private static double farther(Point before, Point trial) {
    double width = trial.step() - before.step();
    double growth = (cubicMinimum(before, trial) - trial.step()) / width;
    double bounded = growth > MARGIN ? Math.min(growth, MAX_GROWTH) : 1; // NaN is 1
    return trial.step() + bounded * width;
  }

  /** Narrows an interval from the lowest point so far to one beyond a minimum. */
  private @Nullable Point zoom(Point low, Point high) {
    while (left > 0) {
      double width = high.step() - low.step();
      double inside = (cubicMinimum(low, high) - low.step()) / width;
      double part = inside >= MARGIN && inside <= 1 - MARGIN ? inside : bisected(inside);
      double step = low.step() + part * width;
      if (step == low.step() || step == high.step()) {
        break;
      }
      Point trial = evaluate(step);
      if (isTooHigh(trial) || trial.value() >= low.value()) {
        high = trial;
      } else if (isFlat(trial)) {
        return trial;
      } else {
        if (trial.slope() * width >= 0) {
          high = low;
        }
        low = trial;
      }
    }
    return low == start ? null : low;
  }

  /** Half of the interval, or the margin if the minimum is within it. */
  private static double bisected(double inside) {
    if (inside > 0 && inside < MARGIN) {
      return MARGIN;
    }
    return inside > 1 - MARGIN && inside < 1 ? 1 - MARGIN : 0.5;
  }

  private Point evaluate(double step) {
    left--;
    return line.apply(step);
  }

  private boolean isTooHigh(Point trial) {
    return !trial.isFinite()
        || trial.value() > start.value() + DECREASE * trial.step() * start.slope();
  }

  private boolean isFlat(Point trial) {
    return Math.abs(trial.slope()) <= -curvature * start.slope();
  }

  /** The minimum of the cubic through two points with their slopes (3.59); NaN if it has none. */
  private static double cubicMinimum(Point a, Point b) {
    double width = b.step() - a.step();
    double d1 = a.slope() + b.slope() - 3 * (b.value() - a.value()) / width;
    double d2 = Math.copySign(Math.sqrt(d1 * d1 - a.slope() * b.slope()), width);
    return b.step() - width * (b.slope() + d2 - d1) / (b.slope() - a.slope() + 2 * d2);
  }
}
