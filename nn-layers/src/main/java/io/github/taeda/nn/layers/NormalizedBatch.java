package io.github.taeda.nn.layers;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.StatisticsPass;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch whose features are each normalised by mean and variance, and these statistics.
 *
 * @param x x̂ {@code [*, features]}
 * @param mean μ {@code [features]}
 * @param variance σ², biased {@code [features]}, at most the type's largest finite value
 * @param inverse 1 / √(σ² + ε) {@code [features]}
 */
record NormalizedBatch(INDArray x, INDArray mean, INDArray variance, INDArray inverse) {

  /** By its own mean and variance. */
  static NormalizedBatch of(Module owner, INDArray input, double epsilon) {
    if (input.length() == input.size(-1)) {
      throw new ShapeException(
          owner
              + ": input must have at least 2 rows in training, for one row has no variance, but was "
              + Shapes.text(input.shape())
              + "; leave out a last batch of one example (SGD: dropLast()), or call evaluate() to"
              + " use the running statistics");
    }
    Moments batch = Moments.of(input);
    INDArray inverse = Norms.inverseRoot(batch.variance, epsilon);
    if (!(Reductions.min(inverse) > 0)) {
      return scaledDown(input, Norms.factorOf(inverse), epsilon);
    }
    Rowwise.multiplyRow(batch.x, inverse, batch.x);
    return new NormalizedBatch(batch.x, batch.mean, batch.variance, inverse);
  }

  /** By another mean and variance. */
  static NormalizedBatch by(INDArray input, INDArray mean, INDArray variance, double epsilon) {
    INDArray x = Scratch.like(input);
    Rowwise.subtractRow(input, mean, x);
    INDArray inverse = Norms.inverseRoot(variance, epsilon);
    Rowwise.multiplyRow(x, inverse, x);
    return new NormalizedBatch(x, mean, variance, inverse);
  }

  /**
   * Moves running statistics towards those of this batch.
   *
   * @param configured momentum, which a {@link StatisticsPass} overrides
   */
  void moveStatistics(INDArray runningMean, INDArray runningVariance, double configured) {
    double momentum = StatisticsPass.momentum(configured);
    if (momentum == 1) { // nothing remains of what was, not even NaN
      Elementwise.fill(runningMean, 0);
      Elementwise.fill(runningVariance, 0);
    }
    double rows = (double) x.length() / x.size(-1);
    Elementwise.scale(runningMean, 1 - momentum, runningMean);
    Elementwise.addScaled(momentum, mean, runningMean);
    Elementwise.scale(runningVariance, 1 - momentum, runningVariance);
    Elementwise.addScaled(momentum * rows / (rows - 1), variance, runningVariance); // unbiased
    Norms.saturate(runningVariance);
  }

  /**
   * The delta of the input, for the delta of y = γ · x̂ + β.
   *
   * @param own whether mean and variance are the batch's own, and so depend on the input too
   */
  INDArray inputDelta(INDArray delta, INDArray scale, boolean own) {
    INDArray result = Scratch.like(x);
    if (own) {
      // δ_x = γ/√(σ² + ε) · (δ − mean(δ) − x̂ · mean(δ x̂))
      double share = -(double) x.size(-1) / x.length();
      INDArray mean = Norms.columnSums(delta, share);
      Elementwise.multiply(delta, x, result);
      INDArray slope = Norms.columnSums(result, share);
      Rowwise.multiplyRow(x, slope, result);
      Rowwise.addRow(result, mean, result);
      Elementwise.add(result, delta, result);
      Rowwise.multiplyRow(result, inverse, result);
    } else {
      Rowwise.multiplyRow(delta, inverse, result);
    }
    Rowwise.multiplyRow(result, scale, result);
    return result;
  }

  /** By its own where the variance has overflowed: of the input multiplied by a small factor. */
  private static NormalizedBatch scaledDown(INDArray input, INDArray factor, double epsilon) {
    INDArray small = Scratch.like(input);
    Rowwise.multiplyRow(input, factor, small);
    Moments batch = Moments.of(small);
    INDArray inverse = Norms.inverseRoot(batch.variance, epsilon, factor);
    Rowwise.multiplyRow(batch.x, inverse, batch.x);
    Elementwise.multiply(inverse, factor, inverse);
    Elementwise.divide(batch.mean, factor, batch.mean);
    Elementwise.divide(batch.variance, factor, batch.variance);
    Elementwise.divide(batch.variance, factor, batch.variance);
    Norms.saturate(batch.variance);
    return new NormalizedBatch(batch.x, batch.mean, batch.variance, inverse);
  }

  /** {@code x − μ}, μ and σ² of a batch. */
  private record Moments(INDArray x, INDArray mean, INDArray variance) {

    static Moments of(INDArray input) {
      double share = (double) input.size(-1) / input.length();
      INDArray first = Norms.firstRow(input);
      INDArray x = Scratch.like(input);
      Rowwise.subtractRow(input, first, x); // equal elements become exactly 0
      INDArray mean = Norms.columnSums(x, share);
      Rowwise.subtractRow(x, mean, x);
      Elementwise.add(mean, first, mean);
      INDArray squares = Scratch.like(input);
      Elementwise.multiply(x, x, squares);
      return new Moments(x, mean, Norms.columnSums(squares, share));
    }
  }
}
