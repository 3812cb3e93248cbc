package io.github.taeda.nn.layers;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The positions of a sequence or an image: the axes between batch and channels, collapsed. */
final class Positions {
  private Positions() {}

  /** Requires {@code [batch, …, channels]} of at least 3 axes and returns how many there are. */
  static long require(Module owner, INDArray input) {
    Shapes.requireNumbers(owner, "input", input);
    if (input.rank() < 3) {
      String shape = Shapes.text(input.shape());
      throw new ShapeException(
          owner + ": input must be [batch, ..., channels] of at least 3 axes, but was " + shape);
    }
    return input.length() / (input.size(0) * input.size(-1));
  }

  /** The same values at all positions: {@code [batch, channels] → [batch, …, channels]}. */
  static INDArray spread(INDArray values, INDArray like) {
    long n = like.length() / values.length();
    int[] rows = new int[Math.toIntExact(values.size(0) * n)];
    Arrays.setAll(rows, i -> (int) (i / n));
    INDArray result = Scratch.like(like);
    INDArray positions = NDArrays.asMatrix(result, values.size(1)); // [batch · n, channels]
    Gathers.gatherRows(NDArrays.contiguous(values), rows, positions);
    return result;
  }

  /** {@code [batch, …, channels] → [batch · groups, positions · channels / groups]}. */
  static INDArray groups(INDArray x, long groups) {
    long batch = x.size(0);
    long size = x.size(-1) / groups;
    long n = x.length() / (batch * x.size(-1));
    return NDArrays.asMatrix(swapped(NDArrays.reshaped(x, batch, n, groups, size)), n * size);
  }

  /** Such rows as {@code [batch, …, channels]} again. */
  static INDArray ofGroups(INDArray rows, long groups, INDArray like) {
    long size = like.size(-1) / groups;
    long n = rows.size(1) / size;
    INDArray x = swapped(NDArrays.reshaped(rows, like.size(0), groups, n, size));
    return NDArrays.reshaped(x, like.shape());
  }

  /** {@code [batch, a, b, size] → [batch, b, a, size]}. */
  private static INDArray swapped(INDArray x) {
    long[] shape = {x.size(0), x.size(2), x.size(1), x.size(3)};
    if (Math.min(shape[1], shape[2]) == 1) {
      return NDArrays.reshaped(x, shape);
    }
    INDArray result = Scratch.array(x.dataType(), shape);
    Slices.copyPermuted(x, new long[] {0, 2, 1, 3}, result);
    return result;
  }
}
