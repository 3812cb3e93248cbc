package io.github.taeda.nn.optim.metrics;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Top-k accuracy: the fraction of the examples whose class is among the k largest scores, in 0…1.
 *
 * <p>The prediction is {@code [*, classes]}, scores or probabilities, of at least k classes. The
 * target is {@code [*]}, class indices (integers of any numeric type), or {@code [*, classes]},
 * distributions whose largest entry counts. Of equal scores the first is taken first, so that k = 1
 * is {@link Accuracy}. A prediction with a NaN counts as wrong.
 */
public final class TopKAccuracy implements Metric {
  private final int k;
  private long correct;
  private long count;

  /**
   * Creates an accuracy.
   *
   * @param k number of classes that a prediction may name, at least 1
   */
  public TopKAccuracy(int k) {
    this.k = Checks.requireCount("TopKAccuracy", "k", k);
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
    int[] classes = ClassPredictions.classes(this, target, prediction);
    int columns = (int) prediction.size(-1);
    if (columns < k) {
      throw new ShapeException(
          this
              + ": prediction must have at least "
              + k
              + " classes, but was "
              + Shapes.text(prediction.shape()));
    }
    double[] scores = ElementValues.of(prediction);
    for (int row = 0; row < classes.length; row++) {
      if (isAmongLargest(scores, row * columns, columns, classes[row])) {
        correct++;
      }
    }
    count += classes.length;
  }

  @Override
  public double value() {
    return (double) correct / count;
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

  /** {@code TopKAccuracy(5)}. */
  @Override
  public String toString() {
    return "TopKAccuracy(" + k + ")";
  }
}
