package io.github.taeda.nn.losses;

import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Ops;
import io.github.taeda.nn.ops.Scratch;
import java.util.function.DoublePredicate;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks of the values of targets; cheap as long as all is well. */
final class Targets {
  private Targets() {}

  /** Requires a distribution's entries: no negative one, no NaN. */
  static void requireNotNegative(Object owner, INDArray target) {
    if (!(Ops.smallest(target) >= 0)) {
      throw wrong(owner, target, "must not be negative", number -> number >= 0);
    }
  }

  /** Requires −1 or 1 everywhere. */
  static void requireSigns(Object owner, INDArray target) {
    INDArray squares = Scratch.array(target.dataType(), target.shape());
    Ops.multiply(target, target, squares);
    if (!(Ops.smallest(squares) == 1 && Ops.largest(squares) == 1)) {
      throw wrong(owner, target, "must be -1 or 1", number -> Math.abs(number) == 1);
    }
  }

  private static ShapeException wrong(
      Object owner, INDArray target, String expected, DoublePredicate right) {
    INDArray numbers = Ops.contiguous(target);
    long place = 0;
    while (place < numbers.length() - 1 && right.test(numbers.getDouble(place))) {
      place++;
    }
    return new ShapeException(
        owner
            + ": target "
            + expected
            + ", but at "
            + Shapes.place(target, place)
            + " was "
            + Shapes.number(numbers.getDouble(place)));
  }
}
