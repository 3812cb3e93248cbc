package io.github.taeda.nn.layers;

import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.ops.Ops;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Steps that the normalisations have in common. */
final class Norms {
  private Norms() {}

  /** {@code factor · Σ_rows x}: {@code [*, n] → [n]}. */
  static INDArray columnSums(INDArray x, double factor) {
    INDArray sums = Scratch.array(x.dataType(), x.size(-1));
    Ops.fill(sums, 0);
    Ops.addColumnSums(x, sums);
    Ops.scale(sums, factor, sums);
    return sums;
  }

  /** {@code factor · Σ_columns x}: {@code [*, n] → [rows]}. */
  static INDArray rowSums(INDArray x, double factor) {
    INDArray sums = Scratch.array(x.dataType(), x.length() / x.size(-1));
    Ops.rowSums(x, sums);
    Ops.scale(sums, factor, sums);
    return sums;
  }

  /** The first row: {@code [*, n] → [n]}. */
  static INDArray firstRow(INDArray x) {
    return strided(x, 1, x.size(-1));
  }

  /** The first number of each row: {@code [*, n] → [rows]}. */
  static INDArray firstColumn(INDArray x) {
    return strided(x, x.size(-1), x.length() / x.size(-1));
  }

  private static INDArray strided(INDArray x, long stride, long count) {
    INDArray numbers = Scratch.array(x.dataType(), count);
    Ops.copyStrided(x, new long[] {stride}, numbers);
    return numbers;
  }

  /** {@code 1 / √(variance + ε)}. */
  static INDArray inverseRoot(INDArray variance, double epsilon) {
    INDArray inverse = Scratch.array(variance.dataType(), variance.shape());
    Ops.shift(variance, epsilon, inverse);
    Ops.sqrt(inverse, inverse);
    Ops.divideInto(1, inverse, inverse);
    return inverse;
  }

  /** 1 where a number is above 0, else so little that no square overflows. */
  static INDArray scaleOfZeros(INDArray numbers) {
    double least = numbers.dataType() == DataType.FLOAT ? 0x1p-70 : 0x1p-520;
    INDArray scale = Scratch.array(numbers.dataType(), numbers.shape());
    Ops.step(numbers, 0, scale);
    Ops.maximum(scale, least, scale);
    return scale;
  }

  /** {@code ∂γ += Σ_rows δ x̂}, {@code ∂β += Σ_rows δ}. */
  static void addGradients(INDArray x, INDArray delta, Parameter scale, Parameter shift) {
    INDArray products = Scratch.array(delta.dataType(), delta.shape());
    Ops.multiply(delta, x, products);
    Ops.addColumnSums(products, scale.gradient());
    Ops.addColumnSums(delta, shift.gradient());
  }

  static void requireEpsilon(String owner, double epsilon) {
    if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          owner + ": epsilon must be > 0 and finite, but was " + epsilon);
    }
  }
}
