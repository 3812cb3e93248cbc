package io.github.taeda.nn.losses;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Infinities;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Negative log-likelihood under normal distributions whose mean μ and variance are predicted,
 * {@code ½ Σ (s + (y − μ)² e^(−s))} of each example with {@code s = ln σ²}; the constant {@code ½
 * ln 2π} is left out, as in PyTorch (Nix and Weigend, 1994).
 *
 * <p>The target y is {@code [batch, features]}, the prediction {@code [batch, 2 · features]}: the
 * means, then the logarithms of the variances, which are thus positive whatever the net outputs.
 * The deltas are {@code (μ − y) e^(−s)} and {@code ½ (1 − (y − μ)² e^(−s))}, times the factor of
 * the {@link Reduction}.
 */
public final class GaussianNLLLoss extends Loss {

  /** Creates a Gaussian loss averaged over the examples. */
  public GaussianNLLLoss() {
    this(Reduction.MEAN);
  }

  /** Creates a Gaussian loss with another reduction. */
  public GaussianNLLLoss(Reduction reduction) {
    super(reduction);
  }

  @Override
  protected void check(INDArray target, INDArray prediction) {
    Shapes.requireNumbers(this, "target", target);
    Shapes.requireShape(this, "target", target, -1, -1);
    Shapes.requireShape(this, "prediction", prediction, target.size(0), 2 * target.size(1));
    Shapes.requireType(this, "prediction", prediction, target.dataType());
  }

  @Override
  protected INDArray losses(INDArray target, INDArray prediction) {
    Parts parts = Parts.of(target, prediction);
    INDArray terms = parts.scaledError;
    Elementwise.multiply(terms, terms, terms);
    Elementwise.add(terms, parts.logVariance, terms);
    Elementwise.scale(terms, 0.5, terms);
    return perExample(terms);
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    Parts parts = Parts.of(target, prediction);
    INDArray delta = Scratch.like(prediction);
    INDArray ofMean = Scratch.like(target);
    Infinities.multiplyOrZero(parts.scaledError, parts.inverse, ofMean);
    Elementwise.scale(ofMean, scale, ofMean);
    INDArray ofLogVariance = parts.scaledError;
    Elementwise.multiply(ofLogVariance, ofLogVariance, ofLogVariance);
    Elementwise.subtractFrom(1, ofLogVariance, ofLogVariance);
    Elementwise.scale(ofLogVariance, 0.5 * scale, ofLogVariance);
    Slices.copyToSlice(ofMean, 1, 0, delta);
    Slices.copyToSlice(ofLogVariance, 1, target.size(1), delta);
    return delta;
  }

  /** {@code (μ − y) / σ}, 0 without an error; {@code s}; {@code 1 / σ}. */
  private record Parts(INDArray scaledError, INDArray logVariance, INDArray inverse) {
    static Parts of(INDArray target, INDArray prediction) {
      INDArray error = Scratch.like(target);
      Slices.copySlice(prediction, 1, 0, error);
      Elementwise.subtract(error, target, error);
      INDArray logVariance = Scratch.like(target);
      Slices.copySlice(prediction, 1, target.size(1), logVariance);
      INDArray inverse = Scratch.like(target);
      Elementwise.scale(logVariance, -0.5, inverse);
      Elementwise.exp(inverse, inverse);
      Infinities.multiplyOrZero(error, inverse, error);
      return new Parts(error, logVariance, inverse);
    }
  }
}
