package io.github.taeda.nn.optim.lbfgs;

import org.jspecify.annotations.Nullable;

/** Values of the parameters with the loss there, and where they are on the line of a search. */
final class Point {
  private final double[] theta;
  private final double value;
  private final double[] gradient;
  private final double step;
  private final double slope;

  /**
   * Creates a point.
   *
   * @param direction of the line, null for a point on none
   * @param step from the start of the line
   */
  Point(
      double[] theta, double value, double[] gradient, double @Nullable [] direction, double step) {
    this.theta = theta;
    this.value = value;
    this.gradient = gradient;
    this.step = step;
    this.slope = direction == null ? Double.NaN : DoubleVectors.dot(gradient, direction);
  }

  /** The same point as the start of a line. */
  Point on(double[] direction) {
    return new Point(theta, value, gradient, direction, 0);
  }

  double[] theta() {
    return theta;
  }

  /** The loss. */
  double value() {
    return value;
  }

  double[] gradient() {
    return gradient;
  }

  /** The distance from the start in directions. */
  double step() {
    return step;
  }

  /** The derivative of the loss by the step. */
  double slope() {
    return slope;
  }

  boolean isFinite() {
    return Double.isFinite(value) && Double.isFinite(DoubleVectors.sumAbs(gradient));
  }
}
