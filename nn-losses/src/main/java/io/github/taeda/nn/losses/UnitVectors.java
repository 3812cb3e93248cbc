package io.github.taeda.nn.losses;

import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Vectors {@code [batch, features]} divided by their lengths, or by a minimum if they are shorter;
 * no square overflows on the way, and infinite elements count as the largest finite ones.
 *
 * @param direction x / max(‖x‖, minimum)
 * @param length ‖x‖ {@code [batch]}
 * @param inverse 1 / max(‖x‖, minimum) {@code [batch]}
 * @param isLonger 1 where ‖x‖ is above the minimum, else 0 {@code [batch]}
 */
record UnitVectors(INDArray direction, INDArray length, INDArray inverse, INDArray isLonger) {

  static UnitVectors of(INDArray x, double minimum) {
    double limit = x.dataType() == DataType.FLOAT ? Float.MAX_VALUE : Double.MAX_VALUE;
    INDArray finite = Scratch.like(x);
    Elementwise.minimum(x, limit, finite);
    Elementwise.maximum(finite, -limit, finite);
    INDArray direction = Scratch.like(x);
    Elementwise.abs(finite, direction);
    INDArray largest = Scratch.array(x.dataType(), x.size(0));
    Reductions.rowMaxima(direction, largest);
    Elementwise.maximum(largest, minimum, largest);
    INDArray inverse = Scratch.like(largest);
    Elementwise.divideInto(1, largest, inverse);
    Rowwise.multiplyColumn(finite, inverse, direction);
    INDArray length = Vectors.dot(direction, direction);
    Elementwise.sqrt(length, length);
    Elementwise.multiply(length, largest, length);
    INDArray isLonger = Scratch.like(length);
    Elementwise.heaviside(length, minimum, isLonger);
    Elementwise.maximum(length, minimum, inverse);
    Elementwise.divide(largest, inverse, largest);
    Rowwise.multiplyColumn(direction, largest, direction);
    Elementwise.divideInto(1, inverse, inverse);
    return new UnitVectors(direction, length, inverse, isLonger);
  }
}
