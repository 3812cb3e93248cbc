package io.github.taeda.nn.losses;

import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Scratch;
import java.util.Locale;
import java.util.function.DoublePredicate;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Checks of the values of targets and predictions, each a {@link ShapeException} that names the
 * index and the value; one or two reductions as long as all values pass.
 */
final class ValueChecks {
  private ValueChecks() {}

  /** Requires a distribution's entries: no negative one, no infinite one, no NaN. */
  static void requireDistribution(Object owner, INDArray target) {
    if (!Reductions.isFinite(target)) {
      throw wrong(owner, "target", target, "must be finite", Double::isFinite);
    }
    if (Reductions.min(target) < 0) {
      throw wrong(owner, "target", target, "must not be negative", value -> value >= 0);
    }
  }

  /**
   * Requires probabilities, 0…1. A value less than a rounding of 1 below 0 passes, and so does NaN,
   * which a net that diverges outputs.
   */
  static void requireProbabilities(Object owner, String name, INDArray array) {
    INDArray centred = Scratch.like(array);
    Elementwise.addScalar(array, -0.5, centred);
    if (Reductions.maxAbs(centred) > 0.5) {
      throw wrong(owner, name, array, "must be within 0 and 1", value -> !(value < 0 || value > 1));
    }
  }

  /** Requires −1 or 1 everywhere. */
  static void requireSigns(Object owner, INDArray target) {
    INDArray squares = Scratch.like(target);
    Elementwise.multiply(target, target, squares);
    if (!(Reductions.min(squares) == 1 && Reductions.max(squares) == 1)) {
      throw wrong(owner, "target", target, "must be -1 or 1", value -> Math.abs(value) == 1);
    }
  }

  /** Requires 0 or 1 everywhere. */
  static void requireBinary(Object owner, INDArray target) {
    INDArray signs = Scratch.like(target);
    Elementwise.scale(target, 2, signs);
    Elementwise.addScalar(signs, -1, signs);
    Elementwise.multiply(signs, signs, signs);
    if (!(Reductions.min(signs) == 1 && Reductions.max(signs) == 1)) {
      throw wrong(owner, "target", target, "must be 0 or 1", value -> value == 0 || value == 1);
    }
  }

  /** Requires one-hot rows, {@code [batch, classes]}, and returns the index of the 1 in each. */
  static int[] requireOneHot(Object owner, INDArray target) {
    DataBuffer values = NDArrays.contiguous(target).data();
    int columns = Math.toIntExact(target.size(1));
    int[] classes = new int[Math.toIntExact(target.size(0))];
    for (int row = 0; row < classes.length; row++) {
      double maximum = 0;
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        double value = values.getDouble((long) row * columns + j);
        sum += value;
        if (value > maximum) {
          maximum = value;
          classes[row] = j;
        }
      }
      if (maximum != 1 || sum != 1) {
        throw notOneHot(owner, row, sum, maximum);
      }
    }
    return classes;
  }

  private static ShapeException notOneHot(Object owner, int row, double sum, double maximum) {
    return new ShapeException(
        String.format(
            Locale.ROOT,
            "%s: target must be one-hot, but row %d sums to %s with largest entry %s",
            owner,
            row,
            Shapes.number(sum),
            Shapes.number(maximum)));
  }

  private static ShapeException wrong(
      Object owner, String name, INDArray array, String expected, DoublePredicate right) {
    INDArray values = NDArrays.contiguous(array);
    long index = 0;
    while (index < values.length() - 1 && right.test(values.getDouble(index))) {
      index++;
    }
    return new ShapeException(
        owner
            + ": "
            + name
            + " "
            + expected
            + ", but at "
            + Shapes.place(array, index)
            + " was "
            + Shapes.number(values.getDouble(index)));
  }
}
