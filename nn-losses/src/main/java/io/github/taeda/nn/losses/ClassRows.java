package io.github.taeda.nn.losses;

import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.NDArrays;
import java.util.Arrays;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Predictions and targets of a {@link ClassLoss} as one row for each example or position. */
final class ClassRows {
  private ClassRows() {}

  /** Requires {@code [batch, …, classes]}, and class indices or a distribution for each row. */
  static void check(Object owner, INDArray target, INDArray prediction) {
    Shapes.requireNumbers(owner, "prediction", prediction);
    if (prediction.rank() < 2) {
      Shapes.requireShape(owner, "prediction", prediction, -1, -1);
    }
    Shapes.requireArray(owner, "target", target);
    long[] indices = Arrays.copyOf(prediction.shape(), prediction.rank() - 1);
    if (!Arrays.equals(target.shape(), indices)
        && !Arrays.equals(target.shape(), prediction.shape())) {
      throw new ShapeException(
          String.format(
              Locale.ROOT,
              "%s: target must be %s or %s, but was %s",
              owner,
              Shapes.text(indices),
              Shapes.text(prediction.shape()),
              Shapes.text(target.shape())));
    }
  }

  /** Whether a target is class indices rather than a distribution. */
  static boolean isIndices(INDArray target, INDArray prediction) {
    return target.rank() < prediction.rank();
  }

  /** {@code [rows, classes]}. */
  static INDArray of(INDArray prediction) {
    long classes = prediction.size(-1);
    return prediction.rank() == 2
        ? prediction
        : NDArrays.reshaped(prediction, prediction.length() / classes, classes);
  }

  /** {@code [rows]} of class indices, or {@code [rows, classes]} of a distribution. */
  static INDArray of(INDArray target, INDArray prediction) {
    if (!isIndices(target, prediction)) {
      return of(target);
    }
    return target.rank() == 1 ? target : NDArrays.reshaped(target, target.length());
  }

  /** A delta {@code [rows, classes]} in the shape of the prediction. */
  static INDArray delta(INDArray delta, INDArray prediction) {
    return prediction.rank() == 2 ? delta : NDArrays.reshaped(delta, prediction.shape());
  }
}
