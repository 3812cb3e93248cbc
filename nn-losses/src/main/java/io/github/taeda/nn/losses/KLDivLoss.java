package io.github.taeda.nn.losses;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Infinities;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Kullback-Leibler divergence of a predicted distribution from the target, {@code Σ y (ln y − ŷ)}
 * of each example, with {@code 0 ln 0 = 0} and 0 where y = 0, also if ŷ is infinite.
 *
 * <p>Target y, a distribution, and prediction ŷ, log-probabilities, are {@code [batch, …]} of one
 * shape. A target that is negative or not finite is a {@link io.github.taeda.nn.ShapeException}
 * that names the index. The delta is {@code −y}, times the factor of the {@link Reduction}.
 */
public final class KLDivLoss extends Loss {
  /** Below any target that matters, so that 0 ln 0 becomes 0 rather than NaN. */
  private static final double TINY = 1e-37;

  /** Creates a divergence averaged over the examples. */
  public KLDivLoss() {
    this(Reduction.MEAN);
  }

  /** Creates a divergence with another reduction. */
  public KLDivLoss(Reduction reduction) {
    super(reduction);
  }

  @Override
  protected void check(INDArray target, INDArray prediction) {
    super.check(target, prediction);
    ValueChecks.requireDistribution(this, target);
  }

  @Override
  protected INDArray losses(INDArray target, INDArray prediction) {
    INDArray terms = Scratch.like(prediction);
    Elementwise.maximum(target, TINY, terms);
    Elementwise.log(terms, terms);
    Elementwise.subtract(terms, prediction, terms);
    Infinities.multiplyOrZero(target, terms, terms);
    return perExample(terms);
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray delta = Scratch.like(prediction);
    Elementwise.scale(target, -scale, delta);
    return delta;
  }
}
