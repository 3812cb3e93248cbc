package io.github.taeda.nn.losses;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Margin ranking loss, {@code max(0, margin − y (ŷ_0 − ŷ_1))} of each pair of scores: the first
 * should exceed the second by the margin where y is 1, and the other way round where y is −1
 * (Herbrich et al., 2000).
 *
 * <p>The target y, each −1 or 1, is {@code [batch]}, the prediction ŷ {@code [batch, 2]}; another
 * target is a {@link io.github.taeda.nn.ShapeException} that names the index. The delta is {@code
 * −y, y} where the loss is above 0, else 0, times the factor of the {@link Reduction}.
 */
public final class MarginRankingLoss extends Loss {
  private final double margin;

  /**
   * Creates a margin ranking loss averaged over the pairs.
   *
   * @param margin by which the scores should differ, at least 0
   */
  public MarginRankingLoss(double margin) {
    this(margin, Reduction.MEAN);
  }

  /** Creates a margin ranking loss with another reduction. */
  public MarginRankingLoss(double margin, Reduction reduction) {
    super(reduction);
    this.margin = Checks.requireNonNegative("MarginRankingLoss", "margin", margin);
  }

  @Override
  protected void check(INDArray target, INDArray prediction) {
    Vectors.check(this, target, prediction, -1, 2);
    ValueChecks.requireSigns(this, target);
  }

  @Override
  protected INDArray losses(INDArray target, INDArray prediction) {
    INDArray losses = differences(target, prediction);
    Elementwise.maximum(losses, 0, losses);
    return losses;
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray second = differences(target, prediction);
    Elementwise.heaviside(second, 0, second); // 1 where the loss is above 0
    Elementwise.multiply(second, target, second);
    Elementwise.scale(second, scale, second);
    INDArray first = Scratch.like(second);
    Elementwise.scale(second, -1, first);
    return Vectors.join(prediction, first, second);
  }

  /** {@code margin − y (ŷ_0 − ŷ_1)}. */
  private INDArray differences(INDArray target, INDArray prediction) {
    INDArray difference = Vectors.part(prediction, 0);
    Elementwise.subtract(difference, Vectors.part(prediction, 1), difference);
    Elementwise.multiply(difference, target, difference);
    Elementwise.subtractFrom(margin, difference, difference);
    return difference;
  }

  /** {@code MarginRankingLoss(0.5)}. */
  @Override
  public String toString() {
    return "MarginRankingLoss(" + margin + ")";
  }
}
