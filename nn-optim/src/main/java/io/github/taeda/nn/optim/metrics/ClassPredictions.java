package io.github.taeda.nn.optim.metrics;

import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The labels of a batch and the predicted classes. */
final class ClassPredictions {
  /** The class index of each target that is not ignored. */
  final int[] labels;

  /** The class index of each prediction; −1 where the prediction holds a NaN. */
  final int[] predictions;

  /** How many targets there are, the ignored ones included. */
  final int size;

  private final int @Nullable [] indices; // of the targets that are not ignored; null for all

  private ClassPredictions(int[] labels, int[] predictions, int size, int @Nullable [] indices) {
    this.labels = labels;
    this.predictions = predictions;
    this.size = size;
    this.indices = indices;
  }

  /** The index, among all targets, of the i-th that is not ignored. */
  int index(int i) {
    return indices == null ? i : indices[i];
  }

  /** Requires a threshold that scores can be compared with, and returns it. */
  static double requireThreshold(String owner, double threshold) {
    if (!Double.isFinite(threshold)) {
      throw new IllegalArgumentException(
          owner + ": threshold must be finite, but was " + threshold);
    }
    return threshold;
  }

  /**
   * Reads a batch.
   *
   * @param threshold above which one score per example means class 1; null for one score per class
   * @param ignored examples with this target are left out; null for none
   */
  static ClassPredictions of(
      Object owner,
      @Nullable Double threshold,
      @Nullable Integer ignored,
      INDArray target,
      INDArray prediction) {
    if (threshold == null) {
      int[] classes = classes(owner, ignored, target, prediction);
      return counting(classes, largest(ElementValues.of(prediction), (int) prediction.size(-1)));
    }
    int[] classes = signs(owner, ignored, target, prediction);
    return counting(classes, above(ElementValues.of(prediction), threshold));
  }

  /** Without the examples whose label is −1. */
  private static ClassPredictions counting(int[] labels, int[] predictions) {
    int[] counting = IntStream.range(0, labels.length).filter(i -> labels[i] >= 0).toArray();
    if (counting.length == labels.length) {
      return new ClassPredictions(labels, predictions, labels.length, null);
    }
    return new ClassPredictions(
        Arrays.stream(counting).map(i -> labels[i]).toArray(),
        Arrays.stream(counting).map(i -> predictions[i]).toArray(),
        labels.length,
        counting);
  }

  /**
   * The classes of a target for predictions {@code [*, classes]}.
   *
   * @param ignored a target that is returned as −1; null for none
   * @param target {@code [*]}, class indices, or {@code [*, classes]}, distributions
   */
  static int[] classes(
      Object owner, @Nullable Integer ignored, INDArray target, INDArray prediction) {
    Shapes.requireNumbers(owner, "prediction", prediction);
    long[] shape = prediction.shape();
    if (shape.length < 2 || shape[shape.length - 1] < 2) {
      throw new ShapeException(
          owner
              + ": prediction must be [*, classes] with at least 2 classes, but was "
              + Shapes.text(shape)
              + "; one score per example needs binary(threshold)");
    }
    int classes = Math.toIntExact(prediction.size(-1));
    ElementValues.requireNumeric(owner, "target", target);
    long[] rows = Arrays.copyOf(shape, shape.length - 1);
    if (Arrays.equals(target.shape(), rows)) {
      return indices(owner, ignored, target, classes);
    }
    if (!Arrays.equals(target.shape(), shape)) {
      throw mismatch(owner, rows, shape, target);
    }
    return withoutNaN(owner, largest(ElementValues.of(target), classes));
  }

  private static int[] withoutNaN(Object owner, int[] classes) {
    for (int row = 0; row < classes.length; row++) {
      if (classes[row] < 0) {
        throw new ShapeException(owner + ": target must not be NaN, but row " + row + " has one");
      }
    }
    return classes;
  }

  /**
   * The classes, 0 or 1, of a target for one score per example.
   *
   * @param ignored a target that is returned as −1; null for none
   * @param target 1 for class 1, 0 or −1 for the other; of the prediction's shape, or one of the
   *     two {@code [*]} and the other {@code [*, 1]}
   */
  static int[] signs(
      Object owner, @Nullable Integer ignored, INDArray target, INDArray prediction) {
    Shapes.requireNumbers(owner, "prediction", prediction);
    ElementValues.requireNumeric(owner, "target", target);
    long[] shape = withoutLastOne(prediction.shape());
    if (!Arrays.equals(withoutLastOne(target.shape()), shape)) {
      long[] column = Arrays.copyOf(shape, shape.length + 1);
      column[shape.length] = 1;
      throw mismatch(owner, shape, column, target);
    }
    double[] values = ElementValues.of(target);
    int[] signs = new int[values.length];
    for (int i = 0; i < signs.length; i++) {
      boolean isIgnored = ignored != null && values[i] == ignored;
      signs[i] = isIgnored ? -1 : sign(owner, target, i, values[i]);
    }
    return signs;
  }

  private static int sign(Object owner, INDArray target, int index, double value) {
    if (value != 1 && value != 0 && value != -1) {
      throw new ShapeException(
          owner
              + ": target must be 1 for class 1 and 0 or -1 for the other, but at "
              + Shapes.place(target, index)
              + " was "
              + Shapes.number(value));
    }
    return value == 1 ? 1 : 0;
  }

  private static int[] indices(
      Object owner, @Nullable Integer ignored, INDArray target, int classes) {
    return ignored == null
        ? Shapes.requireIndices(owner, "target", target, classes)
        : Shapes.requireIndices(owner, "target", target, classes, ignored);
  }

  /** The index of the maximum of each row, the first of equals; −1 if one is NaN. */
  private static int[] largest(double[] scores, int columns) {
    int[] largest = new int[scores.length / columns];
    for (int row = 0; row < largest.length; row++) {
      int start = row * columns;
      for (int j = 0; j < columns && largest[row] >= 0; j++) {
        double score = scores[start + j];
        if (score > scores[start + largest[row]]) {
          largest[row] = j;
        } else if (Double.isNaN(score)) {
          largest[row] = -1;
        }
      }
    }
    return largest;
  }

  private static int[] above(double[] scores, double threshold) {
    return Arrays.stream(scores)
        .mapToInt(score -> Double.isNaN(score) ? -1 : score > threshold ? 1 : 0)
        .toArray();
  }

  private static ShapeException mismatch(Object owner, long[] one, long[] other, INDArray target) {
    return new ShapeException(
        String.format(
            Locale.ROOT,
            "%s: target must be %s or %s, but was %s",
            owner,
            Shapes.text(one),
            Shapes.text(other),
            Shapes.text(target.shape())));
  }

  /** {@code [*]} of {@code [*, 1]}, else the shape itself. */
  private static long[] withoutLastOne(long... shape) {
    int last = shape.length - 1;
    return last > 0 && shape[last] == 1 ? Arrays.copyOf(shape, last) : shape;
  }
}
