package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Slices;
import java.util.Arrays;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The axes of each example in another order: axis i of the output is axis {@code axes[i − 1]} of
 * the input; axis 0, the batch, stays.
 *
 * <p>{@code new Transpose(2, 1)} makes {@code [batch, a, b] → [batch, b, a]}. The delta is put back
 * in the input's order.
 */
public final class Transpose extends Rearrangement {
  private final long[] order; // of all axes, 0 first
  private final long[] inverse;

  /**
   * Makes a transposition.
   *
   * @param axes each of 1…n once, n being the number of axes of an example
   */
  public Transpose(int... axes) {
    Objects.requireNonNull(axes, "Transpose: axes is null");
    order = new long[axes.length + 1];
    inverse = new long[axes.length + 1];
    for (int i = 1; i < order.length; i++) {
      int axis = axes[i - 1];
      if (axis < 1 || axis > axes.length || inverse[axis] != 0) {
        throw new IllegalArgumentException(
            "Transpose: axes must be each of 1 to "
                + axes.length
                + " once (0 is the batch), but were "
                + Arrays.toString(axes));
      }
      order[i] = axis;
      inverse[axis] = i;
    }
  }

  @Override
  long[] outputShape(INDArray input) {
    Shapes.requireNumbers(this, "input", input);
    if (input.rank() != order.length) {
      throw new ShapeException(
          this
              + ": input must have "
              + order.length
              + " axes, but was "
              + Shapes.text(input.shape()));
    }
    return Arrays.stream(order).map(axis -> input.size((int) axis)).toArray();
  }

  @Override
  void arrange(INDArray input, INDArray output) {
    Slices.copyPermuted(input, order, output);
  }

  @Override
  void putBack(INDArray delta, INDArray inputDelta) {
    Slices.copyPermuted(delta, inverse, inputDelta);
  }

  @Override
  protected Module copyWith(CopyContext copies) {
    return new Transpose(axes());
  }

  /** {@code Transpose(2, 1)}. */
  @Override
  public String toString() {
    String axes = Arrays.toString(axes());
    return "Transpose(" + axes.substring(1, axes.length() - 1) + ")";
  }

  int[] axes() {
    return Arrays.stream(order).skip(1).mapToInt(Math::toIntExact).toArray();
  }
}
