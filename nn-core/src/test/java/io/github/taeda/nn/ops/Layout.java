package io.github.taeda.nn.ops;

import static org.nd4j.linalg.indexing.NDArrayIndex.interval;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** How an array of given numbers lies in memory. What lies around a view is NaN. */
enum Layout {
  CONTIGUOUS,
  FORTRAN,
  /** A part of a longer vector, as parameters are views of a ParameterVector. */
  FLAT,
  SLICED_FIRST,
  SLICED_SECOND,
  SLICED_LAST,
  SLICED_EVERYWHERE,
  SLICED_FORTRAN,
  /** Every second number of a vector, or of the last axis. */
  STRIDED,
  /** All axes reversed. */
  TRANSPOSED,
  /** The axes rotated by one. */
  PERMUTED;

  private static final int MARGIN = 3;

  /** The layouts that mean something for arrays of this rank. */
  static List<Layout> of(int rank) {
    return Stream.of(values()).filter(layout -> layout.leastRank() <= rank).toList();
  }

  /** The layouts in which an array of this shape is contiguous, as outputs must be. */
  static List<Layout> outputs(long... shape) {
    double[] zeros = new double[(int) Numbers.length(shape)];
    return of(shape.length).stream()
        .filter(layout -> Operands.isContiguous(layout.lay(DataType.FLOAT, zeros, shape)))
        .toList();
  }

  /** A new array of these numbers, which are given in 'c' order. */
  INDArray lay(DataType type, double[] numbers, long... shape) {
    INDArray array = empty(type, shape);
    Numbers.write(array, numbers);
    return array;
  }

  private INDArray empty(DataType type, long... shape) {
    int last = shape.length - 1;
    return switch (this) {
      case CONTIGUOUS -> nan(type, 'c', shape);
      case FORTRAN -> nan(type, 'f', shape);
      case FLAT -> {
        long length = Numbers.length(shape);
        yield nan(type, 'c', length + 2 * MARGIN)
            .get(interval(MARGIN, MARGIN + length))
            .reshape('c', shape);
      }
      case SLICED_FIRST -> sliced(type, 'c', shape, 0);
      case SLICED_SECOND -> sliced(type, 'c', shape, 1);
      case SLICED_LAST -> sliced(type, 'c', shape, last);
      case SLICED_EVERYWHERE ->
          sliced(type, 'c', shape, IntStream.range(0, shape.length).toArray());
      case SLICED_FORTRAN -> sliced(type, 'f', shape, 0);
      case STRIDED -> {
        long[] larger = shape.clone();
        larger[last] = 2 * shape[last] + 1;
        INDArrayIndex[] indices = all(shape.length);
        indices[last] = interval(1, 2, larger[last]);
        yield nan(type, 'c', larger).get(indices);
      }
      case TRANSPOSED -> permuted(type, shape, axis -> last - axis);
      case PERMUTED -> permuted(type, shape, axis -> (axis + 1) % shape.length);
    };
  }

  private int leastRank() {
    return switch (this) {
      case FORTRAN, SLICED_SECOND, SLICED_EVERYWHERE, TRANSPOSED -> 2;
      case PERMUTED -> 3;
      default -> 1;
    };
  }

  private static INDArray nan(DataType type, char order, long... shape) {
    INDArray array = Nd4j.createUninitialized(type, shape, order);
    for (long i = 0; i < array.length(); i++) {
      array.data().put(i, type == DataType.FLOAT || type == DataType.DOUBLE ? Double.NaN : 99);
    }
    return array;
  }

  private static INDArray sliced(DataType type, char order, long[] shape, int... axes) {
    long[] larger = shape.clone();
    INDArrayIndex[] indices = all(shape.length);
    for (int axis : axes) {
      larger[axis] += MARGIN + 1;
      indices[axis] = interval(MARGIN, MARGIN + shape[axis]);
    }
    return nan(type, order, larger).get(indices);
  }

  private static INDArrayIndex[] all(int rank) {
    INDArrayIndex[] indices = new INDArrayIndex[rank];
    Arrays.fill(indices, NDArrayIndex.all());
    return indices;
  }

  /** Axis i of the array is axis {@code from(i)} of one that lies in 'c' order. */
  private static INDArray permuted(
      DataType type, long[] shape, java.util.function.IntUnaryOperator from) {
    long[] original = new long[shape.length];
    int[] axes = new int[shape.length];
    for (int axis = 0; axis < shape.length; axis++) {
      axes[axis] = from.applyAsInt(axis);
      original[axes[axis]] = shape[axis];
    }
    return nan(type, 'c', original).permute(axes);
  }
}
