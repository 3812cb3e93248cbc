package io.github.taeda.nn.losses;

import io.github.taeda.nn.Evaluated;
import io.github.taeda.nn.ExampleWeights;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Scratch;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Base class of the losses whose target is a class per example: {@link CrossEntropyLoss}, {@link
 * NLLLoss} and {@link MultiMarginLoss}.
 *
 * <p>The prediction is {@code [batch, classes]}. The target is either
 *
 * <ul>
 *   <li>class indices {@code [batch, …]}, integers of any numeric type; or
 *   <li>a distribution {@code [batch, …, classes]} of the prediction's type or of an integer type,
 *       one-hot or soft, finite and without negative entries.
 * </ul>
 *
 * Anything else is a {@link io.github.taeda.nn.ShapeException} that names the index and the value.
 *
 * <p>With class weights the loss of an example is multiplied by the weight of its class, and {@link
 * Reduction#MEAN} divides by the sum of these weights, as in PyTorch. An example whose target is
 * the ignored index has no loss and no delta and does not count; if no example counts, the reduced
 * loss is 0 (in PyTorch NaN). For distributions the weights multiply the entries, and MEAN divides
 * by the number of examples.
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

  /**
   * The sum of the losses, and {@link #delta} of it in one pass; empty, and nothing written, unless
   * that is faster.
   */
  OptionalDouble inOnePass(ClassTarget target, INDArray prediction, double scale, INDArray delta) {
    return OptionalDouble.empty();
  }

  /** Reads and checks the values of a target whose shape fits. */
  ClassTarget read(INDArray target, INDArray prediction) {
    return target.rank() == 1
        ? ClassTarget.ofClasses(options, options.classes(this, target, prediction.size(1)))
        : ClassTarget.ofDistribution(options, distribution(target, prediction));
  }

  /** Checks the shapes; {@link #read} checks the values. */
  @Override
  protected final void check(INDArray target, INDArray prediction) {
    ClassRows.check(this, target, prediction);
    options.requireClasses(this, prediction.size(-1));
  }

  @Override
  protected final INDArray losses(INDArray target, INDArray prediction) {
    INDArray rows = ClassRows.of(prediction);
    ClassTarget read = read(ClassRows.of(target, prediction), rows);
    return losses(read, terms(read, rows));
  }

  @Override
  protected final INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray rows = ClassRows.of(prediction);
    ClassTarget read = read(ClassRows.of(target, prediction), rows);
    return ClassRows.delta(delta(read, terms(read, rows), scale), prediction);
  }

  @Override
  protected final double weightOf(INDArray target, INDArray prediction) {
    INDArray rows = ClassRows.of(prediction);
    return isWeighted(target, prediction)
        ? read(ClassRows.of(target, prediction), rows).weightSum()
        : super.weightOf(target, rows);
  }

  @Override
  protected final double weightOf(INDArray target, INDArray prediction, ExampleWeights weights) {
    return isWeighted(target, prediction)
        ? read(ClassRows.of(target, prediction), ClassRows.of(prediction)).weightSum(weights)
        : super.weightOf(target, prediction, weights);
  }

  @Override
  protected final Evaluated evaluateChecked(INDArray target, INDArray prediction) {
    INDArray rows = ClassRows.of(prediction);
    ClassTarget read = read(ClassRows.of(target, prediction), rows);
    double weight =
        isWeighted(target, prediction) ? read.weightSum() : super.weightOf(target, rows);
    double divisor = divisor(weight);
    INDArray delta = Scratch.like(rows);
    OptionalDouble sum = inOnePass(read, rows, 1 / divisor, delta);
    if (sum.isPresent()) {
      return new Evaluated(sum.getAsDouble() / divisor, weight, ClassRows.delta(delta, prediction));
    }
    INDArray terms = terms(read, rows);
    return new Evaluated(
        Reductions.sum(losses(read, terms)) / divisor,
        weight,
        ClassRows.delta(delta(read, terms, 1 / divisor), prediction));
  }

  /** Whether the sum of the losses is divided by the class weights of the examples. */
  private boolean isWeighted(INDArray target, INDArray prediction) {
    return reduction() == Reduction.MEAN
        && ClassRows.isIndices(target, prediction)
        && !options.isPlain();
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
