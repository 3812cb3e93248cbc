package io.github.taeda.nn.data.transforms;

import io.github.taeda.nn.data.Dataset;
import java.util.Objects;

/**
 * Inputs of mean 0 and deviation 1: {@code (x − mean) / deviation} for each feature (each number of
 * an input), as they are in the data it was fitted to.
 *
 * <p>Fit it to the training data only and apply it to all data; fitted to test data too, it tells
 * the model about them. A feature that is constant in training, or whose deviation is too small for
 * the inputs' type to divide by, becomes 0 there: its deviation counts as 1.
 */
public final class Standardize {
  private final FeatureScaling features;

  private Standardize(FeatureScaling features) {
    this.features = features;
  }

  /**
   * Computes mean and deviation of each feature.
   *
   * @param train at least one example; finite numbers, FLOAT or DOUBLE
   * @throws IllegalArgumentException if they are not, or too far apart for their type
   */
  public static Standardize fit(Dataset train) {
    Objects.requireNonNull(train, "Standardize: train is null");
    FeatureStatistics statistics = FeatureStatistics.of("Standardize", train);
    double[] means = statistics.means();
    double[] factors = new double[means.length];
    for (int i = 0; i < means.length; i++) {
      double deviation = statistics.deviation(i);
      // rounding makes of a constant 0.1 a deviation of 1e-17
      boolean constant = deviation <= 1e-12 * Math.abs(means[i]);
      factors[i] = constant ? 1 : statistics.factor("Standardize", i, deviation);
    }
    return new Standardize(new FeatureScaling(means, factors));
  }

  /** The same data with standardised inputs; a view. */
  public Dataset apply(Dataset data) {
    return features.view(this, Objects.requireNonNull(data, "Standardize: data is null"));
  }

  /** The mean of a feature. */
  public double mean(int feature) {
    return features.offset(feature);
  }

  /** What a feature is divided by. */
  public double deviation(int feature) {
    return 1 / features.factor(feature);
  }

  /** {@code Standardize(4 features)}. */
  @Override
  public String toString() {
    return "Standardize(" + features.count() + " features)";
  }
}
