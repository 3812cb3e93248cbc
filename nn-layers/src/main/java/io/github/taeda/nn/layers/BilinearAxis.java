package io.github.taeda.nn.layers;

import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Linear interpolation along one axis, which becomes longer by a whole factor: each output row, all
 * elements after the axis, is made of two input rows.
 */
final class BilinearAxis {
  private static final int MAX_ROWS = 500;

  private final int axis;
  private final long factor;
  private final int[] low; // the input row before each output row
  private final int[] high; // the input row after it
  private final INDArray lowWeights;
  private final INDArray highWeights;

  private BilinearAxis(int axis, long factor, int[] low, int[] high, DataType type) {
    this.axis = axis;
    this.factor = factor;
    this.low = low;
    this.high = high;
    lowWeights = Scratch.array(type, low.length);
    highWeights = Scratch.array(type, low.length);
  }

  /** The interpolation of an array of the input's shape. */
  static BilinearAxis of(INDArray input, int axis, long factor) {
    int n = (int) input.size(axis);
    int f = (int) factor;
    long outer = LongStream.of(input.shape()).limit(axis).reduce(1, (a, b) -> a * b);
    int[] low = new int[Math.toIntExact(outer * n * f)];
    int[] high = new int[low.length];
    double[] lowWeights = new double[low.length];
    double[] highWeights = new double[low.length];
    for (int i = 0; i < low.length; i++) {
      double position = (i % (n * f) + 0.5) / f - 0.5;
      int before = (int) Math.max(0, Math.floor(position));
      double rest = position - before;
      boolean isBetween = rest > 0 && before < n - 1;
      int first = i / (n * f) * n;
      low[i] = first + before;
      high[i] = first + before + (isBetween ? 1 : 0);
      highWeights[i] = isBetween ? rest : 0.5; // not 0, for 0 · ∞ is NaN
      lowWeights[i] = 1 - highWeights[i];
    }
    BilinearAxis result = new BilinearAxis(axis, factor, low, high, input.dataType());
    NDArrays.setValues(lowWeights, result.lowWeights);
    NDArrays.setValues(highWeights, result.highWeights);
    return result;
  }

  INDArray forward(INDArray input) {
    long[] shape = input.shape().clone();
    shape[axis] *= factor;
    INDArray output = Scratch.array(input.dataType(), shape);
    INDArray source = rows(NDArrays.contiguous(input));
    INDArray sum = rows(output);
    INDArray term = Scratch.like(sum);
    Gathers.gatherRows(source, low, sum);
    Rowwise.multiplyColumn(sum, lowWeights, sum);
    Gathers.gatherRows(source, high, term);
    Rowwise.multiplyColumn(term, highWeights, term);
    Elementwise.add(sum, term, sum);
    return output;
  }

  /** {@code inputDelta = } the delta of the input. */
  void backward(INDArray delta, INDArray inputDelta) {
    INDArray deltas = rows(NDArrays.contiguous(delta));
    INDArray result = rows(inputDelta);
    INDArray term = Scratch.like(deltas);
    Elementwise.fill(result, 0);
    Rowwise.multiplyColumn(deltas, lowWeights, term);
    add(term, low, result);
    Rowwise.multiplyColumn(deltas, highWeights, term);
    add(term, high, result);
  }

  /** In pieces, for sums over many rows at once are made in double precision, which is slow. */
  private static void add(INDArray terms, int[] rows, INDArray result) {
    for (int start = 0; start < rows.length; start += MAX_ROWS) {
      int end = Math.min(rows.length, start + MAX_ROWS);
      int[] some = Arrays.copyOfRange(rows, start, end);
      Gathers.addToRows(Slices.slice(terms, 0, start, end), some, result);
    }
  }

  /** All elements after the axis in one row. */
  private INDArray rows(INDArray array) {
    long columns = LongStream.of(array.shape()).skip(axis + 1).reduce(1, (a, b) -> a * b);
    return NDArrays.asMatrix(array, columns);
  }
}
