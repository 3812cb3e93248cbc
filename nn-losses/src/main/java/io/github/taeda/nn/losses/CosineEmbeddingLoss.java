package io.github.taeda.nn.losses;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Cosine embedding loss of pairs of vectors a, b: {@code 1 − c} where y is 1, they should point the
 * same way, and {@code max(0, c − margin)} where y is −1, with the cosine {@code c = a·b / (‖a‖
 * ‖b‖)}, a length below 1e-8 being replaced by it (Torch's {@code CosineEmbeddingCriterion}).
 *
 * <p>The target y, each −1 or 1, is {@code [batch]}, the prediction {@code [batch, 2, features]},
 * both vectors of each pair; another target is a {@link io.github.taeda.nn.ShapeException} that
 * names the index. The delta of a is {@code ∂c/∂a = (b / ‖b‖ − c a / ‖a‖) / ‖a‖}, negative where y
 * is 1 and 0 where the loss is, times the factor of the {@link Reduction}; that of b likewise.
 */
public final class CosineEmbeddingLoss extends Loss {
  private static final double MIN_LENGTH = 1e-8;

  private final double margin;

  /** Creates a cosine embedding loss with margin 0 averaged over the pairs. */
  public CosineEmbeddingLoss() {
    this(0);
  }

  /**
   * Creates a cosine embedding loss averaged over the pairs.
   *
   * @param margin the cosine up to which vectors that should differ have no loss, −1…1
   */
  public CosineEmbeddingLoss(double margin) {
    this(margin, Reduction.MEAN);
  }

  /** Creates a cosine embedding loss with another reduction. */
  public CosineEmbeddingLoss(double margin, Reduction reduction) {
    super(reduction);
    if (!(Math.abs(margin) <= 1)) {
      throw new IllegalArgumentException(
          "CosineEmbeddingLoss: margin must be between -1 and 1, but was " + margin);
    }
    this.margin = margin;
  }

  @Override
  protected void check(INDArray target, INDArray prediction) {
    Vectors.check(this, target, prediction, -1, 2, -1);
    ValueChecks.requireSigns(this, target);
  }

  @Override
  protected INDArray losses(INDArray target, INDArray prediction) {
    INDArray cosine = Vectors.dot(unit(prediction, 0).direction(), unit(prediction, 1).direction());
    INDArray losses = excess(target, cosine);
    Elementwise.maximum(losses, 0, losses);
    return losses;
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    UnitVectors a = unit(prediction, 0);
    UnitVectors b = unit(prediction, 1);
    INDArray cosine = Vectors.dot(a.direction(), b.direction());
    INDArray factor = excess(target, cosine); // of ∂c: −y where the loss is above 0
    Elementwise.heaviside(factor, 0, factor);
    Elementwise.multiply(factor, target, factor);
    Elementwise.scale(factor, -scale, factor);
    INDArray first = cosineDelta(a, b, cosine);
    INDArray second = cosineDelta(b, a, cosine);
    Rowwise.multiplyColumn(first, factor, first);
    Rowwise.multiplyColumn(second, factor, second);
    return Vectors.join(prediction, first, second);
  }

  private static UnitVectors unit(INDArray prediction, long index) {
    return UnitVectors.of(Vectors.part(prediction, index), MIN_LENGTH);
  }

  /** {@code ∂c/∂x}, x being one of the vectors. */
  private static INDArray cosineDelta(UnitVectors x, UnitVectors other, INDArray cosine) {
    INDArray along = Scratch.like(cosine);
    Elementwise.multiply(cosine, x.isLonger(), along);
    INDArray delta = Scratch.like(x.direction());
    Rowwise.multiplyColumn(x.direction(), along, delta);
    Elementwise.subtract(other.direction(), delta, delta);
    Rowwise.multiplyColumn(delta, x.inverse(), delta);
    return delta;
  }

  /** {@code 1 − c} where y is 1, {@code c − margin} where it is −1. */
  private INDArray excess(INDArray target, INDArray cosine) {
    INDArray excess = Scratch.like(cosine); // (1 + margin)/2 y + (1 − margin)/2 − y c
    Elementwise.scale(target, (1 + margin) / 2, excess);
    Elementwise.addScalar(excess, (1 - margin) / 2, excess);
    INDArray product = Scratch.like(cosine);
    Elementwise.multiply(target, cosine, product);
    Elementwise.subtract(excess, product, excess);
    return excess;
  }

  /** {@code CosineEmbeddingLoss(0.5)}. */
  @Override
  public String toString() {
    return "CosineEmbeddingLoss(" + margin + ")";
  }
}
