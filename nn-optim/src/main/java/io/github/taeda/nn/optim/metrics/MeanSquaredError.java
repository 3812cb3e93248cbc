package io.github.taeda.nn.optim.metrics;

/**
 * Mean squared error, {@code Σ (ŷ − y)² / n}, over all n elements.
 *
 * <p>Target and prediction have one shape, {@code [batch, …]}. Beside {@code MSELoss}, which sums
 * over an example's features, it is divided by their number too. NaN in a prediction makes it NaN.
 */
public final class MeanSquaredError extends ErrorMean {

  /** Creates a mean of no examples yet. */
  public MeanSquaredError() {}

  @Override
  public String name() {
    return "mean squared error";
  }

  @Override
  double term(double error) {
    return error * error;
  }
}
