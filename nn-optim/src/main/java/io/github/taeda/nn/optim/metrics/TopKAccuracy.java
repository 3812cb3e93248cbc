package io.github.taeda.nn.optim.metrics;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Top-k accuracy: the fraction of the examples whose class is among the k largest scores, in 0…1.
 *
 * <p>The prediction is {@code [*, classes]}, scores or probabilities, of at least k classes. The
 * target is {@code [*]}, class indices (integers of any numeric type), or {@code [*, classes]},
 * distributions whose largest entry counts. Of equal scores the first is taken first, so that k = 1
 * is {@link Accuracy}. A prediction with a NaN counts as wrong. Examples with the index of {@link
 * #withIgnoreIndex} do not count; if none does, the value is NaN.
 */
public final class TopKAccuracy implements Metric {
  private final int k;
  private final @Nullable Integer ignored;
  private double correct; // Σ of the weights
  private double count;

  /**
   * Creates an accuracy.
   *
   * @param k number of classes that a prediction may name, at least 1
   */
  public TopKAccuracy(int k) {
    this(Checks.requireCount("TopKAccuracy", "k", k), null);
  }

  private TopKAccuracy(int k, @Nullable Integer ignored) {
    this.k = k;
    this.ignored = ignored;
  }

  /**
   * The same accuracy without the examples that have this target, as a loss with the same option.
   *
   * @param ignored any integer, a class index or not
   */
  public TopKAccuracy withIgnoreIndex(int ignored) {
    return new TopKAccuracy(k, ignored);
  }

  /** {@code top-5 accuracy}. */
  @Override
  public String name() {
    return "top-" + k + " accuracy";
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
    int[] classes = ClassPredictions.classes(this, ignored, target, prediction);
    int columns = (int) prediction.size(-1);
    if (columns < k) {
      throw new ShapeException(
          this
              + ": prediction must have at least "
              + k
              + " classes, but was "
              + Shapes.text(prediction.shape()));
    }
    ElementWeights each = ElementWeights.of(this, weights, prediction, classes.length);
    double[] scores = ElementValues.of(prediction);
    for (int row = 0; row < classes.length; row++) {
      if (classes[row] >= 0) {
        boolean right = isAmongLargest(scores, row * columns, columns, classes[row]);
        count += each.get(row);
        correct += right ? each.get(row) : 0;
      }
    }
  }

  @Override
  public void merge(Metric other) {
    TopKAccuracy like = LikeMetric.of(this, other);
    correct += like.correct;
    count += like.count;
  }

  @Override
  public double value() {
    return correct / count;
  }

  /** Whether fewer than k scores of the row come before the one of this class. */
  private boolean isAmongLargest(double[] scores, int start, int columns, int label) {
    double own = scores[start + label];
    int before = 0;
    for (int j = 0; j < columns; j++) {
      double score = scores[start + j];
      if (Double.isNaN(score)) {
        return false;
      }
      if (score > own || (score == own && j < label)) {
        before++;
      }
    }
    return before < k;
  }

  /** {@code TopKAccuracy(5)} or {@code TopKAccuracy(5, ignoring 255)}. */
  @Override
  public String toString() {
    return "TopKAccuracy(" + k + (ignored == null ? ")" : ", ignoring " + ignored + ")");
  }
}
