package io.github.taeda.nn.losses;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Predictions {@code [batch, n, …]} that are n vectors, or scores, to be compared. */
final class Vectors {
  private Vectors() {}

  /** Requires this shape of the prediction, −1 for any size, and a target {@code [batch]}. */
  static void check(Loss owner, INDArray target, INDArray prediction, long... shape) {
    Shapes.requireNumbers(owner, "prediction", prediction);
    Shapes.requireShape(owner, "prediction", prediction, shape);
    Shapes.requireNumbers(owner, "target", target);
    Shapes.requireType(owner, "target", target, prediction.dataType());
    Shapes.requireShape(owner, "target", target, prediction.size(0));
  }

  /** The vector of each example at an index, {@code [batch, …]}. */
  static INDArray part(INDArray prediction, long index) {
    long[] shape = new long[prediction.rank() - 1];
    shape[0] = prediction.size(0);
    for (int i = 1; i < shape.length; i++) {
      shape[i] = prediction.size(i + 1);
    }
    INDArray part = Scratch.array(prediction.dataType(), shape);
    Slices.copyIndex(prediction, 1, index, part);
    return part;
  }

  /** An array of the prediction's shape with these parts. */
  static INDArray join(INDArray prediction, INDArray... parts) {
    INDArray joined = Scratch.like(prediction);
    for (int i = 0; i < parts.length; i++) {
      Slices.copyToIndex(parts[i], 1, i, joined);
    }
    return joined;
  }

  /** {@code Σ a b} of each example, {@code [batch]}. */
  static INDArray dot(INDArray a, INDArray b) {
    INDArray products = Scratch.like(a);
    Elementwise.multiply(a, b, products);
    INDArray sums = Scratch.array(a.dataType(), a.size(0));
    Reductions.exampleSums(products, sums);
    return sums;
  }
}
