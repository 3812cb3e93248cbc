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
 * Binary cross-entropy, {@code −Σ (y ln ŷ + (1 − y) ln(1 − ŷ))} of each example, each logarithm
 * clipped at −100.
 *
 * <p>Target y and prediction ŷ are {@code [batch, …]} of one shape; both are probabilities: one
 * outside 0…1, by more than a rounding, is a {@link io.github.taeda.nn.ShapeException} that names
 * the index and the value (for scores, take {@link BCEWithLogitsLoss}). A prediction that is NaN
 * makes the loss NaN. The delta is {@code (ŷ − y) / (ŷ (1 − ŷ))} with the denominator kept above
 * 1e-12, times the factor of the {@link Reduction}; clip and bound are PyTorch's. In FLOAT, 1 − ŷ
 * is exact to 6e-8.
 */
public final class BCELoss extends Loss {
  private static final double MIN_LOGARITHM = -100;
  private static final double MIN_DENOMINATOR = 1e-12;

  /** Creates a cross-entropy averaged over the examples. */
  public BCELoss() {
    this(Reduction.MEAN);
  }

  /** Creates a cross-entropy with another reduction. */
  public BCELoss(Reduction reduction) {
    super(reduction);
  }

  @Override
  protected void check(INDArray target, INDArray prediction) {
    super.check(target, prediction);
    ValueChecks.requireProbabilities(this, "target", target);
    ValueChecks.requireProbabilities(this, "prediction", prediction);
  }

  @Override
  protected INDArray losses(INDArray target, INDArray prediction) {
    INDArray yes = Scratch.like(prediction);
    Elementwise.maximum(prediction, 0, yes); // a value a rounding below 0 has no logarithm
    clippedLog(yes, yes);
    INDArray no = Scratch.like(prediction);
    Elementwise.subtractFrom(1, prediction, no);
    clippedLog(no, no);
    Elementwise.multiply(target, yes, yes);
    INDArray rest = Scratch.like(prediction);
    Elementwise.subtractFrom(1, target, rest);
    Elementwise.multiply(rest, no, no);
    Elementwise.add(yes, no, yes);
    INDArray losses = perExample(yes);
    Elementwise.scale(losses, -1, losses);
    return losses;
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray denominator = Scratch.like(prediction);
    Elementwise.subtractFrom(1, prediction, denominator);
    Elementwise.multiply(prediction, denominator, denominator);
    Elementwise.maximum(denominator, MIN_DENOMINATOR, denominator);
    INDArray delta = Scratch.like(prediction);
    Elementwise.subtract(prediction, target, delta);
    Elementwise.divide(delta, denominator, delta);
    Elementwise.scale(delta, scale, delta);
    return delta;
  }

  /** Loss and delta in one pass over the arrays where that is possible. */
  @Override
  protected Evaluated evaluateChecked(INDArray target, INDArray prediction) {
    double weight = weightOf(target, prediction);
    INDArray delta = Scratch.like(prediction);
    OptionalDouble sum =
        LossPasses.binaryCrossEntropy(target, prediction, 1 / divisor(weight), delta);
    return sum.isPresent()
        ? new Evaluated(sum.getAsDouble() / divisor(weight), weight, delta)
        : super.evaluateChecked(target, prediction);
  }

  private static void clippedLog(INDArray x, INDArray output) {
    Elementwise.log(x, output);
    Elementwise.maximum(output, MIN_LOGARITHM, output);
  }
}
