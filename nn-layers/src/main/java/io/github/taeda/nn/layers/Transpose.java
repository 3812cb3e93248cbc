package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Slices;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Permutation of the axes of each example: axis i of the output is axis {@code axes[i − 1]} of the
 * input; axis 0, the batch, stays.
 *
 * <p>{@code new Transpose(2, 1)}: {@code [batch, a, b] → [batch, b, a]}. The delta takes the
 * input's order again.
 */
public final class Transpose extends Rearrangement {
  /** What copies and model files know of this class. */
  public static final ModuleType<Transpose> TYPE =
      ModuleType.of(
          Transpose.class,
          Config.class,
          transpose -> new Config(Arrays.stream(transpose.order).skip(1).boxed().toList()),
          config -> new Transpose(config.axes().stream().mapToInt(Math::toIntExact).toArray()));

  private record Config(List<Long> axes) implements ModuleConfig {
    @Override
    public String text() {
      return axes.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
  }

  private final long[] order; // of all axes, 0 first
  private final long[] inverse;

  /**
   * Creates a transposition.
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
  public long[] outputShape(INDArray input) {
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
  public ModuleType<Transpose> type() {
    return TYPE;
  }
}
