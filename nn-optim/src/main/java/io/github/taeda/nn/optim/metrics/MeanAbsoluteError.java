package io.github.taeda.nn.optim.metrics;

/**
 * Mean absolute error, {@code Σ |ŷ − y| / n}, over all n elements.
 *
 * <p>Target and prediction have one shape, {@code [batch, …]}. NaN in a prediction makes it NaN.
 */
public final class MeanAbsoluteError extends ErrorMean {

  /** Creates a mean of no examples yet. */
  public MeanAbsoluteError() {}

  @Override
  public String name() {
    return "mean absolute error";
  }

  @Override
  double term(double error) {
    return Math.abs(error);
  }
}
