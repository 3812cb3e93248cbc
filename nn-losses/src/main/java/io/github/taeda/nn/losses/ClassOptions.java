package io.github.taeda.nn.losses;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Infinities;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import java.util.Arrays;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The options of a {@link ClassLoss}: class weights, ignored index, label smoothing. */
final class ClassOptions {
  static final ClassOptions NONE = new ClassOptions(null, null, 0);

  private final double @Nullable [] weights; // [classes]
  private final @Nullable Integer ignored;
  private final double smoothing;

  private ClassOptions(double @Nullable [] weights, @Nullable Integer ignored, double smoothing) {
    this.weights = weights;
    this.ignored = ignored;
    this.smoothing = smoothing;
  }

  ClassOptions withWeights(double... weights) {
    for (double weight : Objects.requireNonNull(weights, "ClassLoss: weights is null")) {
      if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "weights must be at least 0 and finite, but were " + Arrays.toString(weights));
      }
    }
    return new ClassOptions(weights.clone(), ignored, smoothing);
  }

  ClassOptions withIgnored(int ignored) {
    return new ClassOptions(weights, ignored, smoothing);
  }

  ClassOptions withSmoothing(double smoothing) {
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw new IllegalArgumentException(
          "smoothing must be at least 0 and less than 1, but was " + smoothing);
    }
    return new ClassOptions(weights, ignored, smoothing);
  }

  /** Whether every example has weight 1. */
  boolean isPlain() {
    return weights == null && ignored == null;
  }

  /** Whether there is an index whose examples are ignored. */
  boolean mayIgnore() {
    return ignored != null;
  }

  /** The weight of a class, 0 for the −1 of an ignored example. */
  double weight(int index) {
    return index < 0 ? 0 : weights == null ? 1 : weights[index];
  }

  void requireClasses(Object owner, long classes) {
    if (weights != null && weights.length != classes) {
      throw new IllegalArgumentException(
          owner
              + ": there must be one weight per class, but there are "
              + weights.length
              + " weights and "
              + classes
              + " classes");
    }
  }

  /** The class indices of a target, −1 for the ignored one. */
  int[] classes(Object owner, INDArray target, long classes) {
    return ignored == null
        ? Shapes.requireIndices(owner, "target", target, classes)
        : Shapes.requireIndices(owner, "target", target, classes, ignored);
  }

  /** {@code (1 − ε) q + ε / classes}. */
  void smooth(INDArray q) {
    if (smoothing > 0) {
      Elementwise.scale(q, 1 - smoothing, q);
      Elementwise.addScalar(q, smoothing / q.size(1), q);
    }
  }

  /** Whether every class has a positive probability in every example. */
  boolean isSmooth() {
    return smoothing > 0;
  }

  /** Multiplies each column of a distribution {@code [batch, classes]} by its class weight. */
  void applyClassWeights(INDArray q) {
    if (weights != null) {
      INDArray row = Scratch.array(q.dataType(), weights.length);
      NDArrays.setValues(weights, row);
      Rowwise.multiplyRow(q, row, q);
    }
  }

  /** Multiplies the value of each example, {@code [batch]}, by the weight of its class. */
  void applyClassWeights(int[] classes, INDArray values) {
    if (weights != null) {
      double[] factors = Arrays.stream(classes).mapToDouble(this::weight).toArray();
      INDArray column = Scratch.array(values.dataType(), factors.length);
      NDArrays.setValues(factors, column);
      Infinities.multiplyOrZero(column, values, values);
    }
  }

  /** {@code (weights [1.0, 2.0], ignoring 255)}, empty without options. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(", ", "(", ")").setEmptyValue("");
    if (weights != null) {
      text.add("weights " + Arrays.toString(weights));
    }
    if (ignored != null) {
      text.add("ignoring " + ignored);
    }
    if (smoothing > 0) {
      text.add("smoothing " + smoothing);
    }
    return text.toString();
  }
}
