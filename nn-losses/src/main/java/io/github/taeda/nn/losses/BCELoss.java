package io.github.taeda.nn.losses;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Ops;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The binary cross-entropy, {@code −Σ (y ln ŷ + (1 − y) ln(1 − ŷ))} of each example, each logarithm
 * clipped at −100.
 *
 * <p>Target y and prediction ŷ are {@code [batch, …]} of one shape; both are probabilities: one
 * outside 0…1, by more than a rounding, is a {@link io.github.taeda.nn.ShapeException} that names
 * the place and the value (for scores, take {@link BCEWithLogitsLoss}). A prediction that is NaN
 * makes the cost NaN. The delta is {@code (ŷ − y) / (ŷ (1 − ŷ))} with the denominator kept above
 * 1e-12, times the factor of the {@link Reduction}; clip and bound are PyTorch's. In FLOAT, 1 − ŷ
 * is exact to 6e-8.
 */
public final class BCELoss extends Loss {
  private static final double LEAST_LOGARITHM = -100;
  private static final double LEAST_DENOMINATOR = 1e-12;

  /** Makes a cross-entropy averaged over the examples. */
  public BCELoss() {
    this(Reduction.MEAN);
  }

  /** Makes a cross-entropy with another reduction. */
  public BCELoss(Reduction reduction) {
    super(reduction);
  }

  @Override
  protected void check(INDArray target, INDArray prediction) {
    super.check(target, prediction);
    Targets.requireProbabilities(this, "target", target);
    Targets.requireProbabilities(this, "prediction", prediction);
  }

  @Override
  protected INDArray costs(INDArray target, INDArray prediction) {
    INDArray yes = Scratch.array(prediction.dataType(), prediction.shape());
    Ops.maximum(prediction, 0, yes); // a rounding below 0 has no logarithm
    clippedLog(yes, yes);
    INDArray no = Scratch.array(prediction.dataType(), prediction.shape());
    Ops.subtractFrom(1, prediction, no);
    clippedLog(no, no);
    Ops.multiply(target, yes, yes);
    INDArray rest = Scratch.array(prediction.dataType(), prediction.shape());
    Ops.subtractFrom(1, target, rest);
    Ops.multiply(rest, no, no);
    Ops.add(yes, no, yes);
    INDArray costs = Sums.perExample(yes);
    Ops.scale(costs, -1, costs);
    return costs;
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray denominator = Scratch.array(prediction.dataType(), prediction.shape());
    Ops.subtractFrom(1, prediction, denominator);
    Ops.multiply(prediction, denominator, denominator);
    Ops.maximum(denominator, LEAST_DENOMINATOR, denominator);
    INDArray delta = Scratch.array(prediction.dataType(), prediction.shape());
    Ops.subtract(prediction, target, delta);
    Ops.divide(delta, denominator, delta);
    Ops.scale(delta, scale, delta);
    return delta;
  }

  private static void clippedLog(INDArray x, INDArray output) {
    Ops.log(x, output);
    Ops.maximum(output, LEAST_LOGARITHM, output);
  }
}
