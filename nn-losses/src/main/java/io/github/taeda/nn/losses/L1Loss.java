package io.github.taeda.nn.losses;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Absolute error, {@code Σ |y − ŷ|} of each example.
 *
 * <p>Target y and prediction ŷ are {@code [batch, …]} of one shape. The delta is the sign of {@code
 * ŷ − y}, 0 where they agree, times the factor of the {@link Reduction}.
 */
public final class L1Loss extends Loss {

  /** Creates an absolute error averaged over the examples. */
  public L1Loss() {
    this(Reduction.MEAN);
  }

  /** Creates an absolute error with another reduction. */
  public L1Loss(Reduction reduction) {
    super(reduction);
  }

  @Override
  protected INDArray losses(INDArray target, INDArray prediction) {
    INDArray error = Scratch.like(prediction);
    Elementwise.subtract(prediction, target, error);
    Elementwise.abs(error, error);
    return perExample(error);
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray delta = Scratch.like(prediction);
    Elementwise.subtract(prediction, target, delta);
    Elementwise.sign(delta, delta);
    Elementwise.scale(delta, scale, delta);
    return delta;
  }
}
