package io.github.taeda.nn.layers;

import io.github.taeda.nn.PaddingMask;
import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The positions of a batch of sequences that are padding, where a {@link PaddingMask} is open.
 *
 * @param positions {@code [batch · length]}, true at padding
 * @param length of the sequences
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Padding(boolean[] positions, int length) {

  /** The padding of an input {@code [batch, length, …]} of rank 3; null if there is no mask. */
  static @Nullable Padding of(Object owner, INDArray input) {
    INDArray mask = input.rank() == 3 ? PaddingMask.current(owner, input) : null;
    if (mask == null) {
      return null;
    }
    double[] values = new double[Math.toIntExact(mask.length())];
    NDArrays.readValues(mask, values);
    boolean[] positions = new boolean[values.length];
    for (int i = 0; i < positions.length; i++) {
      positions[i] = values[i] == 0;
    }
    return new Padding(positions, (int) mask.size(1));
  }

  /** Sets an array {@code [batch, length, n]} to 0 at padding, whatever it holds. */
  void clear(INDArray array) {
    clear(array, 0, 1);
  }

  /**
   * Sets columns of an array {@code [batch, length, parts · n]} to 0 at padding, whatever it holds.
   *
   * @param first the first part that is cleared; all after it are
   * @param parts how many there are
   */
  void clear(INDArray array, int first, int parts) {
    int[] rows =
        IntStream.range(0, parts * positions.length)
            .filter(i -> positions[i / parts] && i % parts >= first)
            .toArray();
    Gathers.clearRows(rows, NDArrays.asMatrix(array, array.size(2) / parts));
  }

  /**
   * Where examples begin with padding, adds what an array {@code [batch, length, n]} holds at their
   * first position to their first real one, if there is one.
   */
  void moveFirstToReal(INDArray array) {
    int[] examples =
        IntStream.range(0, positions.length / length)
            .filter(example -> positions[example * length] && firstReal(example) >= 0)
            .toArray();
    if (examples.length == 0) {
      return;
    }
    INDArray rows = NDArrays.asMatrix(array, array.size(2));
    INDArray first = Scratch.array(array.dataType(), examples.length, array.size(2));
    Gathers.gatherRows(rows, IntStream.of(examples).map(i -> i * length).toArray(), first);
    Gathers.addToRows(first, IntStream.of(examples).map(this::firstReal).toArray(), rows);
  }

  /** A copy with another value in padding; zeros in an example that is nothing but padding. */
  INDArray replaced(INDArray input, double value) {
    double[] elements = new double[Math.toIntExact(input.length())];
    NDArrays.readValues(input, elements);
    int channels = (int) input.size(2);
    for (int position = 0; position < positions.length; position++) {
      if (positions[position]) {
        double replacement = count(position / length) == 0 ? 0 : value;
        Arrays.fill(elements, position * channels, (position + 1) * channels, replacement);
      }
    }
    INDArray result = Scratch.like(input);
    NDArrays.setValues(elements, result);
    return result;
  }

  /** Multiplies {@code [batch, channels]} by 1 / the number of real positions, or by 0. */
  void divideByCounts(INDArray sums) {
    double[] shares = new double[positions.length / length];
    Arrays.setAll(shares, this::share);
    multiply(sums, shares);
  }

  /** Multiplies the positions by such factors, and sets those of padding to 0. */
  void multiplyByShares(INDArray array) {
    double[] shares = new double[positions.length];
    Arrays.setAll(shares, i -> positions[i] ? 0 : share(i / length));
    multiply(array, shares);
    clear(array);
  }

  private static void multiply(INDArray array, double... factors) {
    INDArray column = Scratch.array(array.dataType(), factors.length);
    NDArrays.setValues(factors, column);
    INDArray rows = NDArrays.asMatrix(array, array.size(-1));
    Rowwise.multiplyColumn(rows, column, rows);
  }

  private double share(int example) {
    long count = count(example);
    return count == 0 ? 0 : 1.0 / count;
  }

  /** The first position of an example that is no padding, −1 if there is none. */
  private int firstReal(int example) {
    return IntStream.range(example * length, (example + 1) * length)
        .filter(i -> !positions[i])
        .findFirst()
        .orElse(-1);
  }

  private long count(int example) {
    return IntStream.range(example * length, (example + 1) * length)
        .filter(i -> !positions[i])
        .count();
  }
}
