package io.github.taeda.nn.data.transforms;

import io.github.taeda.nn.data.Dataset;
import java.util.Objects;

/**
 * Min-max scaling of inputs to 0…1: {@code (x − smallest) / (largest − smallest)} for each feature
 * (element of an input), with the extremes of the training set.
 *
 * <p>Fit it to the training set only and apply it to all data; values outside the range of the
 * training set are mapped outside 0…1. A feature that is constant in the training set, or whose
 * range is too small to divide by in the type of the inputs, becomes 0 there.
 */
public final class MinMaxScale {
  private final FeatureScaling features;

  private MinMaxScale(FeatureScaling features) {
    this.features = features;
  }

  /**
   * Finds the smallest and the largest value of each feature.
   *
   * @param train at least one example; finite inputs, FLOAT or DOUBLE
   * @throws IllegalArgumentException if inputs are not finite or their range is too large for their
   *     type
   */
  public static MinMaxScale fit(Dataset train) {
    Objects.requireNonNull(train, "MinMaxScale: train is null");
    FeatureStatistics statistics = FeatureStatistics.of("MinMaxScale", train);
    double[] smallest = statistics.smallest();
    double[] factors = new double[smallest.length];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = statistics.factor("MinMaxScale", i, statistics.largest()[i] - smallest[i]);
    }
    return new MinMaxScale(new FeatureScaling(smallest, factors));
  }

  /** A view of the data with scaled inputs. */
  public Dataset apply(Dataset data) {
    return features.view(this, Objects.requireNonNull(data, "MinMaxScale: data is null"));
  }

  /** The value of a feature that is mapped to 0. */
  public double smallest(int feature) {
    return features.offset(feature);
  }

  /** The value of a feature that is mapped to 1. */
  public double largest(int feature) {
    return features.offset(feature) + 1 / features.factor(feature);
  }

  /** {@code MinMaxScale(4 features)}. */
  @Override
  public String toString() {
    return "MinMaxScale(" + features.count() + " features)";
  }
}
