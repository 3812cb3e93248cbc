package io.github.taeda.nn.losses;

import io.github.taeda.nn.Evaluated;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.LossPasses;
import io.github.taeda.nn.ops.Scratch;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Squared error, {@code ‖y − ŷ‖²} of each example, without ½.
 *
 * <p>Target y and prediction ŷ are {@code [batch, …]} of one shape. The delta is {@code 2 (ŷ − y)},
 * times the factor of the {@link Reduction}. {@code MEAN} divides by the batch only; the mean over
 * all elements that other libraries call by this name is {@code ELEMENT_MEAN}.
 */
public final class MSELoss extends Loss {

  /** Creates a squared error averaged over the examples. */
  public MSELoss() {
    this(Reduction.MEAN);
  }

  /** Creates a squared error with another reduction. */
  public MSELoss(Reduction reduction) {
    super(reduction);
  }

  @Override
  protected INDArray losses(INDArray target, INDArray prediction) {
    INDArray error = Scratch.like(prediction);
    Elementwise.subtract(prediction, target, error);
    Elementwise.multiply(error, error, error);
    return perExample(error);
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray delta = Scratch.like(prediction);
    Elementwise.subtract(prediction, target, delta);
    Elementwise.scale(delta, 2 * scale, delta);
    return delta;
  }

  /** Loss and delta in one pass over the arrays where that is possible. */
  @Override
  protected Evaluated evaluateChecked(INDArray target, INDArray prediction) {
    double weight = weightOf(target, prediction);
    INDArray delta = Scratch.like(prediction);
    OptionalDouble sum = LossPasses.squaredError(target, prediction, 1 / divisor(weight), delta);
    return Double.isFinite(sum.orElse(Double.NaN)) // blocks are summed in the predictions' type
        ? new Evaluated(sum.getAsDouble() / divisor(weight), weight, delta)
        : super.evaluateChecked(target, prediction);
  }
}
