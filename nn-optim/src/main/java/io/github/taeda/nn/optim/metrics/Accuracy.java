package io.github.taeda.nn.optim.metrics;

import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Accuracy: the fraction of the examples that are classified correctly, in 0…1.
 *
 * <p>With one score per class the prediction is {@code [*, classes]}, scores or probabilities, and
 * the largest is the predicted class, the first of equals. The target is {@code [*]}, class indices
 * (integers of any numeric type), or {@code [*, classes]}, distributions whose largest entry
 * counts. Every axis before the last counts: of sequences {@code [batch, length, classes]} each
 * position is an example.
 *
 * <p>With one score per example, {@link #binary}, the prediction is {@code [*]} or {@code [*, 1]}
 * and the target 1 for class 1, 0 or −1 for the other; each element is an example.
 *
 * <p>A prediction with a NaN counts as wrong. Examples with the index of {@link #withIgnoreIndex}
 * do not count, whatever their prediction; if none does, the value is NaN.
 */
public final class Accuracy implements Metric {
  private final @Nullable Double threshold;
  private final @Nullable Integer ignored;
  private double correct; // Σ of the weights
  private double count;

  /** Creates an accuracy for one score per class. */
  public Accuracy() {
    this(null, null);
  }

  private Accuracy(@Nullable Double threshold, @Nullable Integer ignored) {
    this.threshold = threshold;
    this.ignored = ignored;
  }

  /**
   * An accuracy for two classes and one score per example.
   *
   * @param threshold class 1 is predicted above it: 0.5 for probabilities, 0 for scores
   */
  public static Accuracy binary(double threshold) {
    return new Accuracy(ClassPredictions.requireThreshold("Accuracy", threshold), null);
  }

  /**
   * An accuracy of the same kind without the examples that have this target, as a loss with the
   * same option.
   *
   * @param ignored any integer, a class index or not
   */
  public Accuracy withIgnoreIndex(int ignored) {
    return new Accuracy(threshold, ignored);
  }

  @Override
  public String name() {
    return "accuracy";
  }

  @Override
  public void clear() {
    correct = 0;
    count = 0;
  }

  @Override
  public void add(INDArray target, INDArray prediction) {
    add(target, prediction, null);
  }

  @Override
  public void add(INDArray target, INDArray prediction, @Nullable INDArray weights) {
    ClassPredictions batch = ClassPredictions.of(this, threshold, ignored, target, prediction);
    ElementWeights each = ElementWeights.of(this, weights, prediction, batch.size);
    for (int i = 0; i < batch.labels.length; i++) {
      double weight = each.get(batch.index(i));
      count += weight;
      correct += batch.labels[i] == batch.predictions[i] ? weight : 0;
    }
  }

  @Override
  public void merge(Metric other) {
    Accuracy like = LikeMetric.of(this, other);
    correct += like.correct;
    count += like.count;
  }

  @Override
  public double value() {
    return correct / count;
  }

  /** {@code Accuracy}, {@code Accuracy(threshold 0.5)}, {@code Accuracy(ignoring 255)}. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "Accuracy(", ")").setEmptyValue("Accuracy");
    if (threshold != null) {
      text.add("threshold " + threshold);
    }
    if (ignored != null) {
      text.add("ignoring " + ignored);
    }
    return text.toString();
  }
}
