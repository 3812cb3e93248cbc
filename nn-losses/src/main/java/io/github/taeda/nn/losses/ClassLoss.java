package io.github.taeda.nn.losses;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A loss whose target is a class: what {@link CrossEntropyLoss}, {@link NLLLoss} and {@link
 * MultiMarginLoss} share.
 *
 * <p>The prediction is {@code [batch, classes]}. The target is either the numbers of the classes
 * {@code [batch]}, whole numbers of any numeric type, or a distribution {@code [batch, classes]} of
 * the prediction's type or of whole numbers, one-hot or soft, finite and without negative entries;
 * anything else is a {@link ShapeException} that names the place and the value.
 *
 * <p>With weights per class the cost of an example is multiplied by its class's weight, and {@link
 * Reduction#MEAN} divides by the sum of those weights; examples whose target is the ignored number
 * cost nothing and do not count; if none counts the cost is 0. For distributions the weights
 * multiply the entries and MEAN divides by the batch.
 */
abstract class ClassLoss extends Loss {
  final ClassOptions options;

  ClassLoss(ClassOptions options, Reduction reduction) {
    super(reduction);
    this.options = options;
  }

  @Override
  protected void check(INDArray target, INDArray prediction) {
    Shapes.requireShape(this, "prediction", prediction, -1, -1);
    Shapes.requireArray(this, "target", target);
    options.requireClasses(this, prediction.size(1));
    if (Arrays.equals(target.shape(), prediction.shape())) {
      Targets.requireDistribution(this, distribution(target, prediction));
    } else if (target.rank() == 1 && target.size(0) == prediction.size(0)) {
      classes(target, prediction);
    } else {
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
  protected double divisor(INDArray target, INDArray prediction) {
    if (reduction() != Reduction.MEAN || options.isPlain() || isDistribution(target)) {
      return super.divisor(target, prediction);
    }
    double sum = 0;
    for (int number : classes(target, prediction)) {
      sum += options.weight(number);
    }
    return sum;
  }

  /** What each class counts in each example: one-hot or the distribution, smoothed and weighted. */
  final INDArray shares(INDArray target, INDArray prediction) {
    INDArray shares = Scratch.like(prediction);
    if (isDistribution(target)) {
      Slices.copy(distribution(target, prediction), shares);
      options.smooth(shares);
    } else {
      Gathers.oneHot(classes(target, prediction), shares);
      options.smooth(shares);
      clearIgnored(target, shares);
    }
    options.weigh(shares);
    return shares;
  }

  /**
   * {@code −Σ_j q_j x_j} of each example, q its {@link #shares}. For a class y alone that is −q_y
   * x_y and no sum, so that numbers of other classes and of ignored examples may be infinite.
   */
  final INDArray costs(INDArray target, INDArray prediction, INDArray x) {
    INDArray costs = Scratch.array(x.dataType(), x.size(0));
    if (isDistribution(target) || options.isSmooth()) {
      INDArray terms = shares(target, prediction);
      Elementwise.multiply(terms, x, terms);
      clearIgnored(target, terms);
      Reductions.exampleSums(terms, costs);
    } else {
      int[] classes = classes(target, prediction);
      Gathers.pickPerRow(x, classes, costs);
      options.weigh(classes, costs);
    }
    Elementwise.scale(costs, -1, costs);
    return costs;
  }

  /** Makes 0 what an array holds of ignored examples, infinite and NaN too. */
  final void clearIgnored(INDArray target, INDArray output) {
    if (options.mayIgnore() && !isDistribution(target)) {
      clearIgnored(classes(target, output), output);
    }
  }

  /** The same for known numbers of classes, −1 for an ignored one. */
  static void clearIgnored(int[] classes, INDArray output) {
    Gathers.clearRows(
        IntStream.range(0, classes.length).filter(i -> classes[i] < 0).toArray(), output);
  }

  /** The numbers of the classes, −1 for an example that is ignored. */
  final int[] classes(INDArray target, INDArray prediction) {
    return options.classes(this, target, prediction.size(1));
  }

  /** The target in the prediction's type; one-hot rows may have been whole numbers. */
  private INDArray distribution(INDArray target, INDArray prediction) {
    if (target.dataType().isIntType()) {
      return target.castTo(prediction.dataType());
    }
    Shapes.requireType(this, "target", target, prediction.dataType());
    return target;
  }

  /** The configuration; options only where they differ from the plain loss. */
  @Override
  public String toString() {
    return getClass().getSimpleName() + options;
  }

  static boolean isDistribution(INDArray target) {
    return target.rank() >= 2;
  }
}
