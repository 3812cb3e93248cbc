package io.github.taeda.nn.optim.metrics;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Confusion matrix: how often each class was predicted as each. Rows are the classes of the
 * targets, columns the predicted classes. {@link #toString()} prints it with precision, recall and
 * F1.
 *
 * <p>Targets and predictions are those of {@link Accuracy}, of a fixed number of classes. A
 * prediction with a NaN is of no class: it counts in the support of its target's class, but in no
 * column. Examples with the index of {@link #withIgnoreIndex} do not count at all.
 *
 * <p>What would be divided by zero is 0: the precision of a class that is never predicted, the
 * recall of one that never occurs, the F1 of one that does neither. Such a class is left out of
 * {@link #macro()}. Before the first example accuracy and means are NaN.
 *
 * <p>As one number, for histories and early stopping, the value is the macro F1.
 */
public final class ConfusionMatrix implements Metric {
  private final List<String> names; // of the classes
  private final @Nullable Double threshold;
  private final @Nullable Integer ignored;
  private final long[][] counts; // [target, prediction], the last column for no class

  /**
   * Creates a matrix for classes that are named by their indices.
   *
   * @param classes number of classes, at least 2
   */
  public ConfusionMatrix(int classes) {
    this(numbers(classes), null, null);
  }

  /**
   * Creates a matrix for named classes.
   *
   * @param names the name of class 0, of class 1 and so on, at least 2
   */
  public ConfusionMatrix(String... names) {
    this(Checks.requireAll("ConfusionMatrix", "names", names), null, null);
  }

  private ConfusionMatrix(
      List<String> names, @Nullable Double threshold, @Nullable Integer ignored) {
    requireSize(names.size());
    this.names = names;
    this.threshold = threshold;
    this.ignored = ignored;
    this.counts = new long[names.size()][names.size() + 1];
  }

  /**
   * A matrix for two classes, 0 and 1, and one score per example.
   *
   * @param threshold class 1 is predicted above it: 0.5 for probabilities, 0 for scores
   */
  public static ConfusionMatrix binary(double threshold) {
    return new ConfusionMatrix(
        numbers(2), ClassPredictions.requireThreshold("ConfusionMatrix", threshold), null);
  }

  /**
   * An empty matrix of the same classes without the examples that have this target, as a loss with
   * the same option.
   *
   * @param ignored any integer, a class index or not
   */
  public ConfusionMatrix withIgnoreIndex(int ignored) {
    return new ConfusionMatrix(names, threshold, ignored);
  }

  @Override
  public String name() {
    return "macro F1";
  }

  @Override
  public void clear() {
    for (long[] row : counts) {
      Arrays.fill(row, 0);
    }
  }

  @Override
  public void add(INDArray target, INDArray prediction) {
    String owner = "ConfusionMatrix(" + size() + " classes)";
    Shapes.requireNumbers(owner, "prediction", prediction);
    if (threshold == null && prediction.rank() > 1 && prediction.size(-1) != size()) {
      throw new ShapeException(
          owner
              + ": prediction must be [*, "
              + size()
              + "], but was "
              + Shapes.text(prediction.shape()));
    }
    ClassPredictions batch = ClassPredictions.of(owner, threshold, ignored, target, prediction);
    for (int i = 0; i < batch.labels.length; i++) {
      int predicted = batch.predictions[i];
      counts[batch.labels[i]][predicted < 0 ? size() : predicted]++;
    }
  }

  @Override
  public void merge(Metric other) {
    ConfusionMatrix like = LikeMetric.of(this, other);
    LikeMetric.requireEqual("ConfusionMatrix", "classes", names, like.names);
    for (int i = 0; i < size(); i++) {
      LikeMetric.add(like.counts[i], counts[i]);
    }
  }

  /** The mean F1, {@code macro().f1()}. */
  @Override
  public double value() {
    return macro().f1();
  }

  /** The number of classes. */
  public int size() {
    return names.size();
  }

  /** The names of the classes in order. */
  public List<String> names() {
    return names;
  }

  /** A copy of the counts, {@code [target][prediction]}. */
  public long[][] counts() {
    return Arrays.stream(counts).map(row -> Arrays.copyOf(row, size())).toArray(long[][]::new);
  }

  /** The number of examples of a class without a predicted class, for a score was NaN. */
  public long undecided(int number) {
    return row(number)[size()];
  }

  /** The number of examples of a class. */
  public long support(int number) {
    return Arrays.stream(row(number)).sum();
  }

  /** The fraction of the predictions of a class that are correct. */
  public double precision(int number) {
    return ratio(row(number)[number], predicted(number));
  }

  /** The fraction of the examples of a class that are classified correctly. */
  public double recall(int number) {
    return ratio(row(number)[number], support(number));
  }

  /** The harmonic mean of precision and recall of a class. */
  public double f1(int number) {
    return ratio(2 * row(number)[number], predicted(number) + support(number));
  }

  /** The fraction of all examples that are classified correctly. */
  public double accuracy() {
    long right = IntStream.range(0, size()).mapToLong(i -> counts[i][i]).sum();
    return (double) right / total();
  }

  /** The number of examples. */
  public long total() {
    return IntStream.range(0, size()).mapToLong(this::support).sum();
  }

  /** The plain means over the classes that occur, in a target or a prediction. */
  public Means macro() {
    return means(i -> support(i) + predicted(i) > 0 ? 1 : 0);
  }

  /** The means over the classes, each weighted by its support. */
  public Means weighted() {
    return means(this::support);
  }

  private Means means(IntToDoubleFunction weight) {
    return new Means(
        mean(weight, this::precision), mean(weight, this::recall), mean(weight, this::f1));
  }

  private double mean(IntToDoubleFunction weight, IntToDoubleFunction score) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < size(); i++) {
      sum += weight.applyAsDouble(i) * score.applyAsDouble(i);
      weights += weight.applyAsDouble(i);
    }
    return sum / weights;
  }

  private long predicted(int number) {
    return Arrays.stream(counts).mapToLong(row -> row[number]).sum();
  }

  private long[] row(int number) {
    if (number < 0 || number >= size()) {
      throw new IndexOutOfBoundsException(
          "ConfusionMatrix: class "
              + number
              + " does not exist, there are "
              + size()
              + " classes from 0");
    }
    return counts[number];
  }

  private static List<String> numbers(int classes) {
    requireSize(classes);
    return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
  }

  private static void requireSize(int classes) {
    Shapes.requireLeast("ConfusionMatrix", "number of classes", classes, 2);
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /**
   * The matrix with headings, and below it precision, recall, F1 and support of each class, the
   * accuracy, and the macro and weighted means. A column {@code NaN} appears if there is any.
   */
  @Override
  public String toString() {
    return ConfusionTable.of(this);
  }

  /**
   * Means over classes.
   *
   * @param precision of the precisions
   * @param recall of the recalls
   * @param f1 of the F1s
   */
  public record Means(double precision, double recall, double f1) {}
}
