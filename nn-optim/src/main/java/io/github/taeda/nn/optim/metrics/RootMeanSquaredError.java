package io.github.taeda.nn.optim.metrics;

/**
 * Root mean squared error, {@code √(Σ (ŷ − y)² / n)}, over all n elements, in the unit of the
 * target.
 *
 * <p>Target and prediction have one shape, {@code [batch, …]}. The root is taken once, after the
 * mean over all outputs. NaN in a prediction makes it NaN.
 */
public final class RootMeanSquaredError extends ErrorMean {

  /** Creates a mean of no examples yet. */
  public RootMeanSquaredError() {}

  @Override
  public String name() {
    return "root mean squared error";
  }

  @Override
  double term(double error) {
    return error * error;
  }

  @Override
  public double value() {
    return Math.sqrt(super.value());
  }
}
