package io.github.taeda.nn;

import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The weights of the examples of a batch: how much each counts in losses and metrics.
 *
 * <p>Each is at least 0 and finite in FLOAT. An example of weight 0 does not count, whatever its
 * prediction, NaN included. Its target is checked like others, and its input goes through the net:
 * it must be finite, for 0 · NaN in a gradient is NaN, and batch normalisation sees it.
 */
public final class ExampleWeights {
  private final INDArray array; // [batch]
  private final double[] values;

  private ExampleWeights(INDArray array, double[] values) {
    this.array = array;
    this.values = values;
  }

  /**
   * Reads and checks the weights of a batch.
   *
   * @param owner whose name opens the message
   * @param weights {@code [batch]}, FLOAT or DOUBLE
   * @throws ShapeException if there is not one weight per example, or one is negative, NaN or
   *     infinite
   */
  public static ExampleWeights of(Object owner, INDArray weights, long batch) {
    Shapes.requireShape(owner, "weights", weights, batch);
    double[] values = new double[Math.toIntExact(batch)];
    NDArrays.readValues(weights, values);
    for (int i = 0; i < values.length; i++) {
      if (!(values[i] >= 0 && values[i] <= Float.MAX_VALUE)) {
        throw new ShapeException(
            String.format(
                Locale.ROOT,
                "%s: weights must be at least 0 and finite in FLOAT, but at [%d] was %s",
                Container.nameOf(owner),
                i,
                Shapes.number(values[i])));
      }
    }
    return new ExampleWeights(weights, values);
  }

  /** The weights as they were given, {@code [batch]}. */
  public INDArray array() {
    return array;
  }

  /** How many examples there are. */
  public int size() {
    return values.length;
  }

  /** The weight of an example. */
  public double get(int example) {
    return values[example];
  }

  /** The sum of all weights. */
  public double sum() {
    return Arrays.stream(values).sum();
  }

  /**
   * The values of each example multiplied by its weight; 0 where the weight is 0.
   *
   * @param terms {@code [batch · n, …]}, n rows for each example
   * @return a new array of the same shape
   */
  INDArray times(INDArray terms) {
    INDArray product = Scratch.like(terms);
    Slices.copy(terms, product);
    INDArray rows = NDArrays.reshaped(product, size(), product.length() / size());
    INDArray column = Scratch.array(terms.dataType(), size());
    NDArrays.setValues(values, column);
    Rowwise.multiplyColumn(rows, column, rows);
    Gathers.clearRows(IntStream.range(0, size()).filter(i -> values[i] == 0).toArray(), rows);
    return product;
  }
}
