package io.github.taeda.nn.ops;

import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The primitives that modules and losses are written with, each ND4J's fastest correct form of it.
 *
 * <p>Every output is an argument (take it from {@link Scratch#array}), contiguous in 'c' order;
 * inputs may have any order or be views, and are never written to unless they are the output too.
 * Operands of one call have one type, FLOAT or DOUBLE. Operands that do not fit are an {@link
 * IllegalArgumentException} before anything is computed.
 *
 * <p>The functions stand in one file per kind, each extending the one before, so that all are
 * called by this one name.
 */
public final class Ops extends GatherOps {
  private Ops() {}

  /** A new FLOAT array of these numbers, in 'c' order. */
  public static INDArray of(float[] numbers, long... shape) {
    Backend.require();
    if (numbers == null || numbers.length != Arrays.stream(shape).reduce(1, (a, b) -> a * b)) {
      throw new IllegalArgumentException(
          String.format(
              "of: %s cannot fill %s",
              numbers == null ? "null" : numbers.length + " numbers", Arrays.toString(shape)));
    }
    return Nd4j.create(numbers, shape.clone(), 'c');
  }

  /** A new array of zeros, never a recycled one. */
  public static INDArray zeros(DataType type, long... shape) {
    Backend.require();
    return Nd4j.create(type, shape.clone(), 'c');
  }

  /** The sum of all numbers, in double precision: ND4J's own FLOAT sums lose digits. */
  public static double sum(INDArray x) {
    Operands.requireNumbers("sum", "x", x);
    DataBuffer numbers = Operands.contiguous(x).data();
    double sum = 0;
    for (long i = 0; i < x.length(); i++) {
      sum += numbers.getDouble(i);
    }
    return sum;
  }
}
