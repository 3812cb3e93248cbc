package io.github.taeda.nn.losses;

import io.github.taeda.nn.Evaluated;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Reductions;
import java.util.Arrays;
import java.util.Locale;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Base class of the losses whose target is a class per example: {@link CrossEntropyLoss}, {@link
 * NLLLoss} and {@link MultiMarginLoss}.
 *
 * <p>The prediction is {@code [batch, classes]}. The target is either
 *
 * <ul>
 *   <li>class indices {@code [batch]}, integers of any numeric type; or
 *   <li>a distribution {@code [batch, classes]} of the prediction's type or of an integer type,
 *       one-hot or soft, finite and without negative entries.
 * </ul>
 *
 * Anything else is a {@link ShapeException} that names the index and the value.
 *
 * <p>With class weights the loss of an example is multiplied by the weight of its class, and {@link
 * Reduction#MEAN} divides by the sum of these weights, as in PyTorch. An example whose target is
 * the ignored index has no loss and no delta and does not count; if no example counts, the reduced
 * loss is 0 (in PyTorch NaN). For distributions the weights multiply the entries, and MEAN divides
 * by the batch size.
 */
public abstract class ClassLoss extends Loss {
  final ClassOptions options;

  ClassLoss(ClassOptions options, Reduction reduction) {
    super(reduction);
    this.options = options;
  }

  /** What losses and delta are both computed from, neither of which writes to it. */
  INDArray terms(ClassTarget target, INDArray prediction) {
    return prediction;
  }

  /** The loss of each example, {@code [batch]}. */
  abstract INDArray losses(ClassTarget target, INDArray terms);

  /** The derivative of {@code scale · Σ losses} with respect to the prediction. */
  abstract INDArray delta(ClassTarget target, INDArray terms, double scale);

  /** Reads and checks the values of a target whose shape fits. */
  ClassTarget read(INDArray target, INDArray prediction) {
    return target.rank() == 1
        ? ClassTarget.ofClasses(options, options.classes(this, target, prediction.size(1)))
        : ClassTarget.ofDistribution(options, distribution(target, prediction));
  }

  /** Checks the shapes; {@link #read} checks the values. */
  @Override
  protected final void check(INDArray target, INDArray prediction) {
    Shapes.requireShape(this, "prediction", prediction, -1, -1);
    Shapes.requireArray(this, "target", target);
    options.requireClasses(this, prediction.size(1));
    boolean classes = target.rank() == 1 && target.size(0) == prediction.size(0);
    if (!classes && !Arrays.equals(target.shape(), prediction.shape())) {
      throw new ShapeException(
          String.format(
              Locale.ROOT,
              "%s: target must be %s or %s, but was %s",
              this,
              Shapes.text(prediction.size(0)),
              Shapes.text(prediction.shape()),
              Shapes.text(target.shape())));
    }
  }

  @Override
  protected final INDArray losses(INDArray target, INDArray prediction) {
    ClassTarget read = read(target, prediction);
    return losses(read, terms(read, prediction));
  }

  @Override
  protected final INDArray delta(INDArray target, INDArray prediction, double scale) {
    ClassTarget read = read(target, prediction);
    return delta(read, terms(read, prediction), scale);
  }

  @Override
  protected final double weightOf(INDArray target, INDArray prediction) {
    return isWeighted(target)
        ? read(target, prediction).weightSum()
        : super.weightOf(target, prediction);
  }

  @Override
  protected final Evaluated evaluateChecked(INDArray target, INDArray prediction) {
    ClassTarget read = read(target, prediction);
    INDArray terms = terms(read, prediction);
    double weight = isWeighted(target) ? read.weightSum() : super.weightOf(target, prediction);
    double divisor = divisor(weight);
    return new Evaluated(
        Reductions.sum(losses(read, terms)) / divisor, weight, delta(read, terms, 1 / divisor));
  }

  /** Whether the sum of the losses is divided by the class weights of the examples. */
  private boolean isWeighted(INDArray target) {
    return reduction() == Reduction.MEAN && target.rank() == 1 && !options.isPlain();
  }

  /** The target in the prediction's type. */
  private INDArray distribution(INDArray target, INDArray prediction) {
    INDArray distribution = target;
    if (target.dataType().isIntType()) {
      distribution = target.castTo(prediction.dataType()); // one-hot rows of integers
    } else {
      Shapes.requireType(this, "target", target, prediction.dataType());
    }
    ValueChecks.requireDistribution(this, distribution);
    return distribution;
  }

  /** The configuration; options only where they differ from the plain loss. */
  @Override
  public String toString() {
    return getClass().getSimpleName() + options;
  }
}
