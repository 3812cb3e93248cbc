package io.github.taeda.nn.layers;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Pooling;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Window;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Maximum of each channel over all positions, {@code y[c] = max_p x[p, c]} (Collobert et al., 2011:
 * max over time).
 *
 * <p>{@code [batch, …, channels] → [batch, channels]} with all axes between batch and channels, of
 * which there is at least one. The delta goes to the maximum, the first of several equal ones.
 *
 * <p>Under a {@link io.github.taeda.nn.PaddingMask} of {@code [batch, length, channels]} the
 * maximum is that of the real steps, 0 if there is none, and the delta of padding is 0.
 */
public final class GlobalMaxPool extends Module {
  /** What copies and model files know of this class. */
  public static final ModuleType<GlobalMaxPool> TYPE =
      ModuleType.of(GlobalMaxPool.class, GlobalMaxPool::new);

  private volatile @Nullable Sized pooling; // of the last number of positions

  /** Creates a pooling. */
  public GlobalMaxPool() {}

  @Override
  public INDArray forward(INDArray input) {
    INDArray sequences = sequences(input);
    INDArray output = Scratch.array(input.dataType(), input.size(0), input.size(-1));
    pooling(sequences.size(1)).forward(sequences, outputs(output));
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    backwardUpdateGradient(input, delta);
    Padding padding = Padding.of(this, input);
    INDArray sequences = sequences(input);
    INDArray inputDelta = Scratch.like(input);
    INDArray result = NDArrays.reshaped(inputDelta, sequences.shape());
    pooling(sequences.size(1)).backward(sequences, outputs(delta), result);
    if (padding != null) {
      padding.moveFirstToReal(
          inputDelta); // its −∞ is the first maximum where all real values are −∞
      padding.clear(inputDelta);
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
  public ModuleType<GlobalMaxPool> type() {
    return TYPE;
  }

  /** {@code [batch, …, channels] → [batch, positions, channels]}, with −∞ in padding. */
  private INDArray sequences(INDArray input) {
    long n = Positions.require(this, input);
    Padding padding = Padding.of(this, input);
    return padding == null
        ? NDArrays.reshaped(input, input.size(0), n, input.size(-1))
        : padding.replaced(input, Double.NEGATIVE_INFINITY);
  }

  /** {@code [batch, channels] → [batch, 1, channels]}. */
  private static INDArray outputs(INDArray array) {
    return NDArrays.reshaped(array, array.size(0), 1, array.size(1));
  }

  private Pooling pooling(long n) {
    Sized known = pooling;
    if (known == null || known.n != n) {
      known = new Sized(n, Pooling.maximum(Window.of(n)));
      pooling = known;
    }
    return known.pooling;
  }

  /** The maximum over n positions. */
  private record Sized(long n, Pooling pooling) {}
}
