package io.github.taeda.nn.data.transforms;

import io.github.taeda.nn.data.Dataset;
import java.util.Objects;

/**
 * Inputs from 0 to 1: {@code (x − smallest) / (largest − smallest)} for each feature (each number
 * of an input), as they are in the data it was fitted to.
 *
 * <p>Fit it to the training data only and apply it to all data; others than those may leave 0…1. A
 * feature that is constant in training, or whose range is too small for the inputs' type to divide
 * by, becomes 0 there.
 */
public final class MinMaxScale {
  private final FeatureScaling features;

  private MinMaxScale(FeatureScaling features) {
    this.features = features;
  }

  /**
   * Finds the smallest and the largest of each feature.
   *
   * @param train at least one example; finite numbers, FLOAT or DOUBLE
   * @throws IllegalArgumentException if they are not, or too far apart for their type
   */
  public static MinMaxScale fit(Dataset train) {
    Objects.requireNonNull(train, "Scale: train is null");
    FeatureStatistics statistics = FeatureStatistics.of("Scale", train);
    double[] smallest = statistics.smallest();
    double[] factors = new double[smallest.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = statistics.factor("Scale", i, statistics.largest()[i] - smallest[i]);
    }
    return new MinMaxScale(new FeatureScaling(smallest, factors));
  }

  /** The same data with scaled inputs; a view. */
  public Dataset apply(Dataset data) {
    return features.view(this, Objects.requireNonNull(data, "Scale: data is null"));
  }

  /** What becomes 0. */
  public double smallest(int feature) {
    return features.offset(feature);
  }

  /** What becomes 1. */
  public double largest(int feature) {
    return features.offset(feature) + 1 / features.factor(feature);
  }

  /** {@code MinMaxScale(4 features)}. */
  @Override
  public String toString() {
    return "Scale(" + features.count() + " features)";
  }
}
