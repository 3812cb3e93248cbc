package io.github.taeda.nn.layers;

import io.github.taeda.nn.PaddingMask;
import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The order in which a recurrent module takes the steps of a batch of sequences: {@code [batch,
 * length, …]} outside, {@code [length, batch, …]} inside, where all that belongs to one step lies
 * together.
 *
 * @param reverse whether the last step is the first one inside
 * @param padding which steps are padding, in the order inside; null if none is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TimeOrder(int batch, int length, boolean reverse, boolean @Nullable [] padding) {

  /** The order for an input {@code [batch, length, …]} under the mask that is open. */
  static TimeOrder of(Object owner, INDArray input, boolean reverse) {
    int batch = Math.toIntExact(input.size(0));
    int length = Math.toIntExact(input.size(1));
    TimeOrder order = new TimeOrder(batch, length, reverse, null);
    INDArray mask = PaddingMask.current(owner, input);
    if (mask == null) {
      return order;
    }
    double[] values = new double[batch * length];
    NDArrays.readValues(mask, values);
    boolean[] padding = new boolean[values.length];
    for (int i = 0; i < padding.length; i++) {
      padding[i] = values[order.outside(i)] == 0;
    }
    return new TimeOrder(batch, length, reverse, padding);
  }

  /** {@code [batch, length, n] → [length, batch, n]}; padding becomes 0, whatever it holds. */
  INDArray inside(INDArray array) {
    INDArray result = Scratch.array(array.dataType(), length, batch, array.size(2));
    INDArray rows = NDArrays.asMatrix(result, array.size(2));
    int[] sources = IntStream.range(0, batch * length).map(this::outside).toArray();
    Gathers.gatherRows(matrix(array), sources, rows);
    if (padding != null) {
      Gathers.clearRows(padded(), rows);
    }
    return result;
  }

  /** {@code [length, batch, n] → [batch, length, n]}; padding becomes 0. */
  INDArray outside(INDArray array) {
    INDArray result = Scratch.array(array.dataType(), batch, length, array.size(2));
    INDArray rows = NDArrays.asMatrix(result, array.size(2));
    int[] sources = new int[batch * length];
    IntStream.range(0, sources.length).forEach(i -> sources[outside(i)] = i);
    Gathers.gatherRows(matrix(array), sources, rows);
    if (padding != null) {
      Gathers.clearRows(IntStream.of(padded()).map(this::outside).toArray(), rows);
    }
    return result;
  }

  private static INDArray matrix(INDArray array) {
    return NDArrays.asMatrix(NDArrays.contiguous(array), array.size(2));
  }

  private int[] padded() {
    boolean[] steps = padding == null ? new boolean[0] : padding;
    return IntStream.range(0, steps.length).filter(i -> steps[i]).toArray();
  }

  /** Where row {@code i} of the order inside is outside. */
  private int outside(int i) {
    int time = i / batch;
    return i % batch * length + (reverse ? length - 1 - time : time);
  }
}
