package io.github.taeda.nn.check;

import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import java.util.Arrays;
import java.util.function.Function;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Central differences, and the elements of arrays in 'c' order. */
final class Differences {
  private final double step;

  Differences(double step) {
    this.step = step;
  }

  /**
   * The derivative of {@code Σ delta · outputs(x)} with respect to each number of x.
   *
   * @param outputs is shown x, moved in one number; keeps no reference to it
   */
  double[] of(INDArray x, Function<INDArray, double[]> outputs, double... delta) {
    INDArray moved = x.dup('c');
    double[] derivatives = new double[Math.toIntExact(moved.length())];
    for (int i = 0; i < derivatives.length; i++) {
      double here = moved.getDouble(i);
      double h = step * Math.max(1, Math.abs(here));
      double above = here + h; // the distance is above - below as rounded, not 2h
      double below = here - h;
      moved.putScalar(i, above);
      double[] outputsAbove = outputs.apply(moved);
      moved.putScalar(i, below);
      double[] outputsBelow = outputs.apply(moved);
      moved.putScalar(i, here);
      double change = 0;
      for (int k = 0; k < delta.length; k++) {
        change += delta[k] * (outputsAbove[k] - outputsBelow[k]);
      }
      derivatives[i] = change / (above - below);
    }
    return derivatives;
  }

  /** The elements of an array in 'c' order. */
  static double[] numbers(INDArray array) {
    INDArray copy = array.dup('c'); // a linear index follows the memory's order
    double[] numbers = new double[Math.toIntExact(copy.length())];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = copy.getDouble(i);
    }
    return numbers;
  }

  /** Requires a DOUBLE result of the shape of {@code like}. */
  static void requireLike(String call, INDArray result, INDArray like) {
    if (result.dataType() != DataType.DOUBLE || !Arrays.equals(result.shape(), like.shape())) {
      throw new ShapeException(
          String.format(
              "%s must return DOUBLE %s, but returned %s %s",
              call, Shapes.text(like.shape()), result.dataType(), Shapes.text(result.shape())));
    }
  }
}
