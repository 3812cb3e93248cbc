package io.github.taeda.nn.optim.metrics;

import java.io.Serializable;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Area under the receiver operating characteristic of two classes: the probability that an example
 * of class 1 has a larger score than one of the other, ties counting half.
 *
 * <p>1 is perfect order, ½ none. The prediction is {@code [*]} or {@code [*, 1]}, any scores or
 * probabilities; the target is 1 for class 1, 0 or −1 for the other, in either of these shapes. The
 * value is exact, from the order of all scores (Mann and Whitney, 1947), which are therefore kept:
 * 8 bytes per example. It is NaN if only one class has been seen or if a score is NaN.
 */
public final class RocAuc implements Metric {
  private Scores positives = new Scores();
  private Scores negatives = new Scores();

  /** Creates an area of no examples yet. */
  public RocAuc() {}

  @Override
  public String name() {
    return "ROC AUC";
  }

  @Override
  public void clear() {
    positives = new Scores();
    negatives = new Scores();
  }

  @Override
  public void add(INDArray target, INDArray prediction) {
    int[] classes = ClassPredictions.signs(this, null, target, prediction);
    double[] scores = ElementValues.of(prediction);
    for (int i = 0; i < scores.length; i++) {
      (classes[i] == 1 ? positives : negatives).add(scores[i]);
    }
  }

  @Override
  public void merge(Metric other) {
    RocAuc like = LikeMetric.of(this, other);
    positives.addAll(like.positives);
    negatives.addAll(like.negatives);
  }

  @Override
  public double value() {
    double[] higher = positives.sorted();
    double[] lower = negatives.sorted();
    if (higher.length == 0 || lower.length == 0 || endsInNaN(higher) || endsInNaN(lower)) {
      return Double.NaN;
    }
    long halves = 0; // 2 for each pair in the right order, 1 for each tie
    int less = 0;
    int notMore = 0;
    for (double score : higher) {
      while (less < lower.length && lower[less] < score) {
        less++;
      }
      while (notMore < lower.length && lower[notMore] <= score) {
        notMore++;
      }
      halves += less + notMore;
    }
    return halves / (2.0 * higher.length * lower.length);
  }

  private static boolean endsInNaN(double... sorted) {
    return Double.isNaN(sorted[sorted.length - 1]);
  }

  @Override
  public String toString() {
    return "RocAuc";
  }

  /** A growing list of scores. */
  private static final class Scores implements Serializable {
    private double[] values = new double[64];
    private int count;

    void add(double score) {
      if (count == values.length) {
        values = Arrays.copyOf(values, 2 * count);
      }
      values[count++] = score;
    }

    void addAll(Scores others) {
      for (int i = 0; i < others.count; i++) {
        add(others.values[i]);
      }
    }

    double[] sorted() {
      double[] sorted = Arrays.copyOf(values, count);
      Arrays.sort(sorted);
      return sorted;
    }
  }
}
