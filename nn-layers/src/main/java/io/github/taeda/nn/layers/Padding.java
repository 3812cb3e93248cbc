package io.github.taeda.nn.layers;

import io.github.taeda.nn.PaddingMask;
import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.NDArrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The positions of a batch of sequences that are padding.
 *
 * @param positions {@code [batch · length]}, true at padding; null if there is no mask
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Padding(boolean @Nullable [] positions) {

  /** The padding of an input {@code [batch, length, …]} under the mask that is open. */
  static Padding of(Object owner, INDArray input) {
    INDArray mask = PaddingMask.current(owner, input);
    if (mask == null) {
      return new Padding(null);
    }
    double[] values = new double[Math.toIntExact(mask.length())];
    NDArrays.readValues(mask, values);
    boolean[] positions = new boolean[values.length];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = values[i] == 0;
    }
    return new Padding(positions);
  }

  /**
   * Sets columns of an array {@code [batch, length, parts · n]} to 0 at padding, whatever it holds.
   *
   * @param first the first part that is cleared; all after it are
   * @param parts how many there are
   * @return the array
   */
  INDArray clear(INDArray array, int first, int parts) {
    if (positions != null) {
      boolean[] isPadding = positions;
      int[] rows =
          IntStream.range(0, parts * isPadding.length)
              .filter(i -> isPadding[i / parts] && i % parts >= first)
              .toArray();
      Gathers.clearRows(rows, NDArrays.asMatrix(array, array.size(2) / parts));
    }
    return array;
  }
}
