package io.github.taeda.nn.losses;

import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Scratch;
import java.util.function.DoublePredicate;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks of the values of targets and predictions; cheap as long as all is well. */
final class Targets {
  private Targets() {}

  /** Requires a distribution's entries: no negative one, no infinite one, no NaN. */
  static void requireDistribution(Object owner, INDArray target) {
    if (!Reductions.isFinite(target)) {
      throw wrong(owner, "target", target, "must be finite", Double::isFinite);
    }
    if (Reductions.min(target) < 0) {
      throw wrong(owner, "target", target, "must not be negative", number -> number >= 0);
    }
  }

  /**
   * Requires probabilities, 0…1; what is less than a rounding of 1 below 0 passes, and so does NaN,
   * which a net that diverges puts out.
   */
  static void requireProbabilities(Object owner, String name, INDArray array) {
    INDArray centred = Scratch.like(array);
    Elementwise.addScalar(array, -0.5, centred);
    if (Reductions.maxAbs(centred) > 0.5) {
      throw wrong(
          owner, name, array, "must be within 0 and 1", number -> !(number < 0 || number > 1));
    }
  }

  /** Requires −1 or 1 everywhere. */
  static void requireSigns(Object owner, INDArray target) {
    INDArray squares = Scratch.like(target);
    Elementwise.multiply(target, target, squares);
    if (!(Reductions.min(squares) == 1 && Reductions.max(squares) == 1)) {
      throw wrong(owner, "target", target, "must be -1 or 1", number -> Math.abs(number) == 1);
    }
  }

  private static ShapeException wrong(
      Object owner, String name, INDArray array, String expected, DoublePredicate right) {
    INDArray numbers = NDArrays.contiguous(array);
    long place = 0;
    while (place < numbers.length() - 1 && right.test(numbers.getDouble(place))) {
      place++;
    }
    return new ShapeException(
        owner
            + ": "
            + name
            + " "
            + expected
            + ", but at "
            + Shapes.place(array, place)
            + " was "
            + Shapes.number(numbers.getDouble(place)));
  }
}
