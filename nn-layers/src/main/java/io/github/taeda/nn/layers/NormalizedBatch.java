package io.github.taeda.nn.layers;

import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch normalised by feature, and what it was normalised by.
 *
 * @param x x̂ {@code [*, features]}
 * @param mean μ {@code [features]}
 * @param variance σ², biased {@code [features]}, the type's largest finite number at most
 * @param inverse 1 / √(σ² + ε) {@code [features]}
 */
record NormalizedBatch(INDArray x, INDArray mean, INDArray variance, INDArray inverse) {

  /** By its own mean and variance. */
  static NormalizedBatch of(INDArray input, double epsilon) {
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

  /** By its own where the variance has overflowed: by way of the input scaled by s. */
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
      Rowwise.subtractRow(input, first, x); // equal numbers become exactly 0
      INDArray mean = Norms.columnSums(x, share);
      Rowwise.subtractRow(x, mean, x);
      Elementwise.add(mean, first, mean);
      INDArray squares = Scratch.like(input);
      Elementwise.multiply(x, x, squares);
      return new Moments(x, mean, Norms.columnSums(squares, share));
    }
  }
}
