package io.github.taeda.nn.optim.metrics;

import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Multi-label classification: each example may have any of several labels, and a score for each.
 *
 * <p>The prediction is {@code [*, labels]}, the target of the same shape: 1 where the example has
 * the label, 0 or −1 where not. A label is predicted where its score is above the threshold, 0.5
 * for probabilities and 0 for scores ({@code BCEWithLogitsLoss}). A NaN in a prediction counts as
 * the wrong answer.
 *
 * <p>The value is the one the instance was made for: {@link #labelAccuracy(double)}, {@link
 * #exactMatch(double)}, {@link #microF1(double)} or {@link #macroF1(double)}. Each instance counts
 * everything, so the others can be asked for too, and so can those of one label.
 *
 * <p>As in {@link ConfusionMatrix}, what would be divided by zero is 0, and a label that neither
 * occurs nor is predicted is left out of the macro F1 (scikit-learn counts it as 0). Before the
 * first example the values are NaN.
 */
public final class MultiLabel implements Metric {
  private final String name;
  private final double threshold;
  private final Value value;
  private long examples;
  private long exact;
  private long[] truePositives = {}; // [labels]
  private long[] falsePositives = {}; // [labels]
  private long[] falseNegatives = {}; // [labels]

  private MultiLabel(String name, double threshold, Value value) {
    this.name = name;
    this.threshold = ClassPredictions.requireThreshold("MultiLabel", threshold);
    this.value = value;
  }

  /** The fraction of all labels of all examples that are correct, {@code label accuracy}. */
  public static MultiLabel labelAccuracy(double threshold) {
    return new MultiLabel("label accuracy", threshold, MultiLabel::accuracy);
  }

  /** The fraction of the examples all of whose labels are correct, {@code exact match}. */
  public static MultiLabel exactMatch(double threshold) {
    return new MultiLabel("exact match", threshold, MultiLabel::exactMatch);
  }

  /** The F1 of all labels counted together, {@code micro F1}. */
  public static MultiLabel microF1(double threshold) {
    return new MultiLabel("micro F1", threshold, MultiLabel::microF1);
  }

  /** The plain mean of the labels' F1, {@code macro F1}. */
  public static MultiLabel macroF1(double threshold) {
    return new MultiLabel("macro F1", threshold, MultiLabel::macroF1);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void clear() {
    examples = 0;
    exact = 0;
    begin(0);
  }

  private void begin(int labels) {
    truePositives = new long[labels];
    falsePositives = new long[labels];
    falseNegatives = new long[labels];
  }

  @Override
  public void add(INDArray target, INDArray prediction) {
    ElementValues.requireSameShape(this, target, prediction);
    int labels = requireLabels(prediction);
    ClassPredictions batch = ClassPredictions.of(this, threshold, null, target, prediction);
    if (examples == 0) {
      begin(labels);
    }
    int rows = batch.labels.length / labels;
    for (int row = 0; row < rows; row++) {
      exact += addRow(batch, row * labels) ? 1 : 0;
    }
    examples += rows;
  }

  /** Adds one example; returns whether all its labels are correct. */
  private boolean addRow(ClassPredictions batch, int start) {
    boolean correct = true;
    for (int j = 0; j < truePositives.length; j++) {
      boolean expected = batch.labels[start + j] == 1;
      if (batch.labels[start + j] != batch.predictions[start + j]) {
        correct = false;
        (expected ? falseNegatives : falsePositives)[j]++;
      } else if (expected) {
        truePositives[j]++;
      }
    }
    return correct;
  }

  private int requireLabels(INDArray prediction) {
    long labels = prediction.rank() < 2 ? 0 : prediction.size(-1);
    if (prediction.rank() < 2 || (examples > 0 && labels != truePositives.length)) {
      throw new ShapeException(
          this
              + ": prediction must be "
              + (examples > 0 ? "[*, " + truePositives.length + "] as before" : "[*, labels]")
              + ", but was "
              + Shapes.text(prediction.shape()));
    }
    return Math.toIntExact(labels);
  }

  @Override
  public void merge(Metric other) {
    MultiLabel like = LikeMetric.of(this, other);
    if (like.examples == 0) {
      return;
    }
    if (examples == 0) {
      begin(like.size());
    }
    LikeMetric.requireEqual("MultiLabel", "labels", size(), like.size());
    examples += like.examples;
    exact += like.exact;
    LikeMetric.add(like.truePositives, truePositives);
    LikeMetric.add(like.falsePositives, falsePositives);
    LikeMetric.add(like.falseNegatives, falseNegatives);
  }

  @Override
  public double value() {
    return value.of(this);
  }

  /** The number of examples. */
  public long total() {
    return examples;
  }

  /** The number of labels; 0 before the first example. */
  public int size() {
    return truePositives.length;
  }

  /** The fraction of all labels of all examples that are correct. */
  public double accuracy() {
    return 1 - (double) (sum(falsePositives) + sum(falseNegatives)) / (examples * size());
  }

  /** The fraction of the examples all of whose labels are correct. */
  public double exactMatch() {
    return (double) exact / examples;
  }

  /** The F1 of all labels counted together. */
  public double microF1() {
    return examples == 0
        ? Double.NaN
        : f1(sum(truePositives), sum(falsePositives), sum(falseNegatives));
  }

  /** The plain mean of the F1 of the labels that occur, in a target or a prediction. */
  public double macroF1() {
    return IntStream.range(0, size())
        .filter(j -> truePositives[j] + falsePositives[j] + falseNegatives[j] > 0)
        .mapToDouble(this::f1)
        .average()
        .orElse(examples == 0 ? Double.NaN : 0);
  }

  /** The fraction of the examples whose label of this index is correct. */
  public double accuracy(int label) {
    requireLabel(label);
    return 1 - (double) (falsePositives[label] + falseNegatives[label]) / examples;
  }

  /** The fraction of the predictions of a label that are correct. */
  public double precision(int label) {
    requireLabel(label);
    return ratio(truePositives[label], truePositives[label] + falsePositives[label]);
  }

  /** The fraction of the examples with a label for which it is predicted. */
  public double recall(int label) {
    requireLabel(label);
    return ratio(truePositives[label], truePositives[label] + falseNegatives[label]);
  }

  /** The harmonic mean of precision and recall of a label. */
  public double f1(int label) {
    requireLabel(label);
    return f1(truePositives[label], falsePositives[label], falseNegatives[label]);
  }

  private void requireLabel(int label) {
    if (label < 0 || label >= size()) {
      throw new IndexOutOfBoundsException(
          this + ": label " + label + " does not exist, there are " + size() + " labels from 0");
    }
  }

  private static double f1(long truePositives, long falsePositives, long falseNegatives) {
    return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  private static long sum(long... counts) {
    return Arrays.stream(counts).sum();
  }

  /** {@code MultiLabel(micro F1, threshold 0.5)}. */
  @Override
  public String toString() {
    return "MultiLabel(" + name + ", threshold " + threshold + ")";
  }

  /** What the value of an instance is. */
  private interface Value extends Serializable {
    double of(MultiLabel counts);
  }
}
