package io.github.taeda.nn.losses;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Infinities;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Negative log-likelihood of counts under Poisson distributions, {@code Σ (e^ŷ − y ŷ)} of each
 * example, with ŷ the logarithm of the expected count; the constant {@code ln y!} is left out, as
 * in PyTorch (Nelder and Wedderburn, 1972).
 *
 * <p>Target y, counts, finite and at least 0, and prediction ŷ are {@code [batch, …]} of one shape;
 * another target is a {@link io.github.taeda.nn.ShapeException} that names the index. The delta is
 * {@code e^ŷ − y}, times the factor of the {@link Reduction}. {@code 0 · (−∞)} is 0: a certain zero
 * has the loss 0.
 */
public final class PoissonNLLLoss extends Loss {

  /** Creates a Poisson loss averaged over the examples. */
  public PoissonNLLLoss() {
    this(Reduction.MEAN);
  }

  /** Creates a Poisson loss with another reduction. */
  public PoissonNLLLoss(Reduction reduction) {
    super(reduction);
  }

  @Override
  protected void check(INDArray target, INDArray prediction) {
    super.check(target, prediction);
    ValueChecks.requireDistribution(this, target);
  }

  @Override
  protected INDArray losses(INDArray target, INDArray prediction) {
    INDArray expected = Scratch.like(prediction);
    Elementwise.exp(prediction, expected);
    INDArray terms = Scratch.like(prediction);
    Infinities.multiplyOrZero(target, prediction, terms);
    Elementwise.subtract(expected, terms, terms);
    return perExample(terms);
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray delta = Scratch.like(prediction);
    Elementwise.exp(prediction, delta);
    Elementwise.subtract(delta, target, delta);
    Elementwise.scale(delta, scale, delta);
    return delta;
  }
}
