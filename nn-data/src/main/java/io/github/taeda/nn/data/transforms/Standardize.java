package io.github.taeda.nn.data.transforms;

import io.github.taeda.nn.data.Dataset;
import java.util.Objects;

/**
 * Standardisation of inputs to mean 0 and variance 1: {@code (x − μ) / σ} for each feature (element
 * of an input), with mean μ and root-mean-square distance σ from it in the training set.
 *
 * <p>Fit it to the training set only and apply it to all data; otherwise information about the test
 * set leaks into the training. A feature that is constant in the training set, or whose σ is too
 * small to divide by in the type of the inputs, becomes 0 there: it is divided by 1.
 */
public final class Standardize {
  private final FeatureScaling features;

  private Standardize(FeatureScaling features) {
    this.features = features;
  }

  /**
   * Computes mean μ and σ of each feature.
   *
   * @param train at least one example; finite inputs, FLOAT or DOUBLE
   * @throws IllegalArgumentException if inputs are not finite or their range is too large for their
   *     type
   */
  public static Standardize fit(Dataset train) {
    Objects.requireNonNull(train, "Standardize: train is null");
    FeatureStatistics statistics = FeatureStatistics.of("Standardize", train);
    double[] means = statistics.means();
    double[] factors = new double[means.length];
    for (int i = 0; i < means.length; i++) {
      double sigma = statistics.standardDeviation(i);
      // by rounding, a constant 0.1 has a σ of 1e-17
      boolean constant = sigma <= 1e-12 * Math.abs(means[i]);
      factors[i] = constant ? 1 : statistics.factor("Standardize", i, sigma);
    }
    return new Standardize(new FeatureScaling(means, factors));
  }

  /** A view of the data with standardised inputs. */
  public Dataset apply(Dataset data) {
    return features.view(this, Objects.requireNonNull(data, "Standardize: data is null"));
  }

  /** The mean of a feature. */
  public double mean(int feature) {
    return features.offset(feature);
  }

  /** The divisor of a feature: its σ, or 1. */
  public double standardDeviation(int feature) {
    return 1 / features.factor(feature);
  }

  /** {@code Standardize(4 features)}. */
  @Override
  public String toString() {
    return "Standardize(" + features.count() + " features)";
  }
}
