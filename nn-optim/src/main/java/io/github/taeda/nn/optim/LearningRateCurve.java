package io.github.taeda.nn.optim;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.LongToDoubleFunction;

/**
 * The loss over a growing learning rate, the result of a {@link LearningRateFinder}.
 *
 * @param points in the order of their learning rates
 * @param diverged whether the test ended early, because the loss had grown too much
 */
public record LearningRateCurve(List<Trial> points, boolean diverged) {
  /** Means before this point are of too few losses. */
  static final int FIRST = 5;

  private static final double NEIGHBOUR = 0.8; // weight of the next loss in the smoothed one

  /** Keeps its own copy. */
  public LearningRateCurve {
    points = List.copyOf(Objects.requireNonNull(points, "LearningRateCurve: points is null"));
  }

  /**
   * A batch of the test.
   *
   * @param learningRate of the update by this batch
   * @param loss of the batch, before the update
   * @param smoothed mean of the losses that are finite, weighted by {@code 0.8^distance} in batches
   *     before and after; NaN if this one is not
   */
  public record Trial(double learningRate, double loss, double smoothed) {}

  static LearningRateCurve of(LongToDoubleFunction rate, double[] losses, boolean diverged) {
    List<Trial> points = new ArrayList<>();
    for (int i = 0; i < losses.length; i++) {
      points.add(new Trial(rate.applyAsDouble(i), losses[i], smoothed(i, losses)));
    }
    return new LearningRateCurve(points, diverged);
  }

  private static double smoothed(int index, double... losses) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < losses.length; i++) {
      if (Double.isFinite(losses[i])) {
        double weight = Math.pow(NEIGHBOUR, Math.abs(i - index));
        sum += weight * losses[i];
        weights += weight;
      }
    }
    return Double.isFinite(losses[index]) ? sum / weights : Double.NaN;
  }

  /**
   * The learning rate at which the smoothed loss falls most steeply, over the logarithm of the
   * learning rate: a good one to train with. Empty if the loss never falls.
   */
  public OptionalDouble suggestion() {
    int last = FIRST;
    for (int i = FIRST; i < points.size(); i++) {
      if (points.get(i).smoothed < points.get(last).smoothed) {
        last = i; // of the minimum
      }
    }
    double steepest = 0;
    OptionalDouble found = OptionalDouble.empty();
    for (int i = FIRST + 1; i < last; i++) {
      double slope = points.get(i + 1).smoothed - points.get(i - 1).smoothed;
      if (slope < steepest) {
        steepest = slope;
        found = OptionalDouble.of(points.get(i).learningRate);
      }
    }
    return found;
  }
}
