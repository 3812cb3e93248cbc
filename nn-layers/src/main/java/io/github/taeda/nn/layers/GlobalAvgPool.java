package io.github.taeda.nn.layers;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Mean of each channel over all positions, {@code y[c] = Σ_p x[p, c] / n} (Lin et al., 2013).
 *
 * <p>{@code [batch, …, channels] → [batch, channels]} with n positions, all axes between batch and
 * channels, of which there is at least one. The delta of each position is {@code δ[c] / n}.
 *
 * <p>Under a {@link io.github.taeda.nn.PaddingMask} of {@code [batch, length, channels]} the mean
 * is that of the real steps, 0 if there is none, and the delta of padding is 0.
 */
public final class GlobalAvgPool extends Module {
  /** What copies and model files know of this class. */
  public static final ModuleType<GlobalAvgPool> TYPE =
      ModuleType.of(GlobalAvgPool.class, GlobalAvgPool::new);

  /** Creates a pooling. */
  public GlobalAvgPool() {}

  @Override
  public INDArray forward(INDArray input) {
    long n = Positions.require(this, input);
    Padding padding = Padding.of(this, input);
    INDArray x = padding == null ? input : padding.replaced(input, 0);
    INDArray sums = Scratch.array(input.dataType(), input.length() / n); // [batch · channels]
    Reductions.rowSums(NDArrays.asMatrix(channelsFirst(x), n), sums);
    INDArray output = Scratch.array(input.dataType(), input.size(0), input.size(-1));
    Slices.copyElements(sums, output);
    if (padding == null) {
      Elementwise.scale(output, 1.0 / n, output);
    } else {
      padding.divideByCounts(output);
    }
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    backwardUpdateGradient(input, delta);
    long n = Positions.require(this, input);
    INDArray inputDelta = Positions.spread(delta, input);
    Padding padding = Padding.of(this, input);
    if (padding == null) {
      Elementwise.scale(inputDelta, 1.0 / n, inputDelta);
    } else {
      padding.multiplyByShares(inputDelta);
    }
    return inputDelta;
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    long unused = Positions.require(this, input);
    Shapes.requireShape(this, "delta", delta, input.size(0), input.size(-1));
    Shapes.requireType(this, "delta", delta, input.dataType());
  }

  @Override
  public ModuleType<GlobalAvgPool> type() {
    return TYPE;
  }

  /** {@code [batch, …, channels] → [batch, channels, …]}. */
  private static INDArray channelsFirst(INDArray input) {
    long[] order = new long[input.rank()];
    Arrays.setAll(order, axis -> axis - 1);
    order[0] = 0;
    order[1] = input.rank() - 1L;
    long[] shape = Arrays.stream(order).map(axis -> input.size((int) axis)).toArray();
    INDArray result = Scratch.array(input.dataType(), shape);
    Slices.copyPermuted(input, order, result);
    return result;
  }
}
