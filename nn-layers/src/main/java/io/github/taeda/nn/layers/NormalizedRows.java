package io.github.taeda.nn.layers;

import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array whose rows are each normalised by their mean and variance, and what they were divided
 * by.
 *
 * @param x x̂ {@code [*, features]}
 * @param inverse 1 / √(σ² + ε) {@code [rows]}
 */
record NormalizedRows(INDArray x, INDArray inverse) {

  static NormalizedRows of(INDArray input, double epsilon) {
    INDArray x = centred(input);
    INDArray inverse = Norms.inverseRoot(meanSquares(x), epsilon);
    if (!(Reductions.min(inverse) > 0)) {
      return scaledDown(input, Norms.factorOf(inverse), epsilon);
    }
    Rowwise.multiplyColumn(x, inverse, x);
    return new NormalizedRows(x, inverse);
  }

  /** The delta of the input, for the delta g of x̂. */
  INDArray inputDelta(INDArray g) {
    // δ_x = (g − mean(g) − x̂ · mean(g x̂)) / √(σ² + ε), means over the row
    double share = 1.0 / x.size(-1);
    INDArray mean = Norms.rowSums(g, share);
    INDArray result = Scratch.like(x);
    Elementwise.multiply(g, x, result);
    INDArray slope = Norms.rowSums(result, share);
    Rowwise.multiplyColumn(x, slope, result);
    Elementwise.subtract(g, result, result);
    Rowwise.subtractColumn(result, mean, result);
    Rowwise.multiplyColumn(result, inverse, result);
    return result;
  }

  /** The same where the variance has overflowed: of the input multiplied by a small factor. */
  private static NormalizedRows scaledDown(INDArray input, INDArray factor, double epsilon) {
    INDArray small = Scratch.like(input);
    Rowwise.multiplyColumn(input, factor, small);
    INDArray x = centred(small);
    INDArray inverse = Norms.inverseRoot(meanSquares(x), epsilon, factor);
    Rowwise.multiplyColumn(x, inverse, x);
    Elementwise.multiply(inverse, factor, inverse);
    return new NormalizedRows(x, inverse);
  }

  /** {@code x − μ}. */
  private static INDArray centred(INDArray input) {
    INDArray x = Scratch.like(input);
    Rowwise.subtractColumn(input, Norms.firstColumn(input), x); // equal elements become exactly 0
    Rowwise.subtractColumn(x, Norms.rowSums(x, 1.0 / x.size(-1)), x);
    return x;
  }

  private static INDArray meanSquares(INDArray x) {
    INDArray squares = Scratch.like(x);
    Elementwise.multiply(x, x, squares);
    return Norms.rowSums(squares, 1.0 / x.size(-1));
  }
}
