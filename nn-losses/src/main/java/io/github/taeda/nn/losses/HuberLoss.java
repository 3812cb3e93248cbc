package io.github.taeda.nn.losses;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Huber loss of each example: the sum of {@code e² / 2} where {@code |e| ≤ δ}, else {@code δ (|e| −
 * δ / 2)}, with {@code e = ŷ − y} (Huber, 1964).
 *
 * <p>Target y and prediction ŷ are {@code [batch, …]} of one shape. The delta is e clipped to ±δ,
 * times the factor of the {@link Reduction}.
 */
public final class HuberLoss extends Loss {
  private final double delta;

  /**
   * Creates a Huber loss averaged over the examples.
   *
   * @param delta δ, where the square ends, &gt; 0
   */
  public HuberLoss(double delta) {
    this(delta, Reduction.MEAN);
  }

  /** Creates a Huber loss with another reduction. */
  public HuberLoss(double delta, Reduction reduction) {
    super(reduction);
    this.delta = Checks.requirePositive("HuberLoss", "delta", delta);
  }

  @Override
  protected INDArray losses(INDArray target, INDArray prediction) {
    INDArray error = Scratch.like(prediction);
    Elementwise.subtract(prediction, target, error);
    Elementwise.abs(error, error);
    INDArray clipped = Scratch.like(prediction);
    Elementwise.minimum(error, delta, clipped); // c = min(|e|, δ), loss = c (|e| − c / 2)
    INDArray half = Scratch.like(prediction);
    Elementwise.scale(clipped, 0.5, half);
    Elementwise.subtract(error, half, error);
    Elementwise.multiply(clipped, error, error);
    return perExample(error);
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray result = Scratch.like(prediction);
    Elementwise.subtract(prediction, target, result);
    Elementwise.minimum(result, delta, result);
    Elementwise.maximum(result, -delta, result);
    Elementwise.scale(result, scale, result);
    return result;
  }

  /** {@code HuberLoss(1.0)}. */
  @Override
  public String toString() {
    return "HuberLoss(" + delta + ")";
  }
}
