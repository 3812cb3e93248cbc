package io.github.taeda.nn.layers;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.PaddingMask;
import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Which positions of a batch of sequences are padding, where a {@link PaddingMask} is open. */
final class PaddedPositions {
  private final double[] mask; // 1 for a real position, 0 for padding
  private final int length;

  private PaddedPositions(double[] mask, int length) {
    this.mask = mask;
    this.length = length;
  }

  /** The padding of {@code [batch, length, channels]}; null without a mask. */
  static @Nullable PaddedPositions of(Module owner, INDArray input) {
    INDArray mask = input.rank() == 3 ? PaddingMask.current(owner, input) : null;
    if (mask == null) {
      return null;
    }
    double[] values = new double[Math.toIntExact(mask.length())];
    NDArrays.readValues(mask, values);
    return new PaddedPositions(values, (int) mask.size(1));
  }

  /** A copy with another value in padding; zeros in an example that is nothing but padding. */
  INDArray replaced(INDArray input, double value) {
    double[] elements = new double[Math.toIntExact(input.length())];
    NDArrays.readValues(input, elements);
    int channels = (int) input.size(2);
    for (int position = 0; position < mask.length; position++) {
      if (mask[position] == 0) {
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
    double[] shares = new double[mask.length / length];
    Arrays.setAll(shares, this::share);
    multiply(sums, shares);
  }

  /** Multiplies the positions by such factors, and sets those of padding to 0. */
  void multiplyByShares(INDArray positions) {
    double[] shares = new double[mask.length];
    Arrays.setAll(shares, i -> mask[i] == 0 ? 0 : share(i / length));
    multiply(positions, shares);
    clear(positions);
  }

  /** Sets the positions of padding to 0, whatever they hold. */
  void clear(INDArray positions) {
    int[] padding = IntStream.range(0, mask.length).filter(i -> mask[i] == 0).toArray();
    Gathers.clearRows(padding, NDArrays.asMatrix(positions, positions.size(-1)));
  }

  private static void multiply(INDArray positions, double... factors) {
    INDArray column = Scratch.array(positions.dataType(), factors.length);
    NDArrays.setValues(factors, column);
    INDArray rows = NDArrays.asMatrix(positions, positions.size(-1));
    Rowwise.multiplyColumn(rows, column, rows);
  }

  private double share(int example) {
    double count = count(example);
    return count == 0 ? 0 : 1 / count;
  }

  private double count(int example) {
    return Arrays.stream(mask, example * length, (example + 1) * length).sum();
  }
}
