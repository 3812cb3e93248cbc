package io.github.taeda.nn.layers;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums, roots and scalings of normalisations. */
final class Norms {
  private Norms() {}

  /** {@code factor · Σ_rows x}: {@code [*, n] → [n]}. */
  static INDArray columnSums(INDArray x, double factor) {
    INDArray sums = Scratch.array(x.dataType(), x.size(-1));
    Elementwise.fill(sums, 0);
    Reductions.addColumnSums(x, sums);
    Elementwise.scale(sums, factor, sums);
    return sums;
  }

  /** {@code factor · Σ_columns x}: {@code [*, n] → [rows]}. */
  static INDArray rowSums(INDArray x, double factor) {
    INDArray sums = Scratch.array(x.dataType(), x.length() / x.size(-1));
    Reductions.rowSums(x, sums);
    Elementwise.scale(sums, factor, sums);
    return sums;
  }

  /** The first row: {@code [*, n] → [n]}. */
  static INDArray firstRow(INDArray x) {
    return strided(x, 1, x.size(-1));
  }

  /** The first element of each row: {@code [*, n] → [rows]}. */
  static INDArray firstColumn(INDArray x) {
    return strided(x, x.size(-1), x.length() / x.size(-1));
  }

  private static INDArray strided(INDArray x, long stride, long count) {
    INDArray elements = Scratch.array(x.dataType(), count);
    Slices.copyStrided(x, new long[] {stride}, elements);
    return elements;
  }

  /** {@code 1 / √(variance + ε)}. */
  static INDArray inverseRoot(INDArray variance, double epsilon) {
    INDArray inverse = Scratch.like(variance);
    Elementwise.addScalar(variance, epsilon, inverse);
    Elementwise.sqrt(inverse, inverse);
    Elementwise.divideInto(1, inverse, inverse);
    return inverse;
  }

  /** {@code 1 / √(variance + ε s²)} for elements that were scaled by s. */
  static INDArray inverseRoot(INDArray variance, double epsilon, INDArray factor) {
    INDArray inverse = Scratch.like(variance);
    Elementwise.scale(factor, epsilon, inverse);
    Elementwise.multiply(inverse, factor, inverse);
    Elementwise.add(inverse, variance, inverse);
    Elementwise.sqrt(inverse, inverse);
    Elementwise.divideInto(1, inverse, inverse);
    return inverse;
  }

  /**
   * A factor for each variance whose inverse root this is: 1, but where the variance has overflowed
   * a power of two so small that no sum of squares does.
   */
  static INDArray factorOf(INDArray inverse) {
    double smallest = inverse.dataType() == DataType.FLOAT ? 0x1p-100 : 0x1p-800;
    INDArray factor = Scratch.like(inverse);
    Elementwise.heaviside(inverse, 0, factor);
    Elementwise.maximum(factor, smallest, factor);
    return factor;
  }

  /** Puts the largest finite number of the type in place of what is above it. */
  static void saturate(INDArray x) {
    double largest = x.dataType() == DataType.FLOAT ? Float.MAX_VALUE : Double.MAX_VALUE;
    Elementwise.minimum(x, largest, x);
  }

  /** {@code ∂γ += Σ_rows δ x̂}, {@code ∂β += Σ_rows δ}. */
  static void addGradients(INDArray x, INDArray delta, Parameter scale, Parameter shift) {
    INDArray products = Scratch.like(delta);
    Elementwise.multiply(delta, x, products);
    Reductions.addColumnSums(products, scale.gradient());
    Reductions.addColumnSums(delta, shift.gradient());
  }

  /** {@code γ x}. */
  static INDArray scaled(INDArray x, INDArray scale) {
    INDArray result = Scratch.like(x);
    Rowwise.multiplyRow(x, scale, result);
    return result;
  }

  /** {@code γ x̂ + β}. */
  static INDArray affine(INDArray x, INDArray scale, INDArray shift) {
    INDArray output = scaled(x, scale);
    Rowwise.addRow(output, shift, output);
    return output;
  }

  /** Checks what the configurations of all normalisations have. */
  static void check(String owner, long features, double epsilon) {
    Shapes.requireSize(owner, "features", features);
    Shapes.requireCount(owner, "scale", features);
    Checks.requirePositive(owner, "epsilon", epsilon);
  }
}
