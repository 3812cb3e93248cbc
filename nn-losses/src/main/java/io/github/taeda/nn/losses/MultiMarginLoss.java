package io.github.taeda.nn.losses;

import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import java.util.Locale;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The margin loss of several classes, {@code Σ_{j≠y} max(0, ŷ_j − ŷ_y + margin)} of each example
 * (Weston and Watkins, 1999).
 *
 * <p>The prediction ŷ, scores, is {@code [batch, classes]}. The delta is 1 for each class j ≠ y
 * within the margin and minus their number for y, 0 at the kink, times the factor of the {@link
 * Reduction}.
 *
 * <p>The target is {@code [batch]}, the numbers of the classes (whole numbers of any numeric type),
 * or one-hot rows {@code [batch, classes]} of the prediction's type or of whole numbers; anything
 * else is a {@link io.github.taeda.nn.ShapeException} that names the place and the value. With
 * weights the cost of an example is multiplied by its class's weight and {@code MEAN} divides by
 * the sum of these weights; ignored examples cost nothing and do not count; if none counts the cost
 * is 0. For one-hot rows {@code MEAN} divides by the batch. (PyTorch's loss of this name always
 * divides by the batch, and by the number of classes.)
 */
public final class MultiMarginLoss extends ClassLoss {
  private final double margin;

  /**
   * Makes a margin loss averaged over the examples.
   *
   * @param margin by which the right score shall exceed the others, &gt; 0
   */
  public MultiMarginLoss(double margin) {
    this(margin, Reduction.MEAN);
  }

  /** Makes a margin loss with another reduction. */
  public MultiMarginLoss(double margin, Reduction reduction) {
    this(margin, ClassOptions.NONE, reduction);
  }

  private MultiMarginLoss(double margin, ClassOptions options, Reduction reduction) {
    super(options, reduction);
    if (!(margin > 0 && margin < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "MultiMarginLoss: margin must be > 0 and finite, but was " + margin);
    }
    this.margin = margin;
  }

  /**
   * The same loss with classes counted differently.
   *
   * @param weights one per class, at least 0
   */
  public MultiMarginLoss withWeights(double... weights) {
    return new MultiMarginLoss(margin, options.withWeights(weights), reduction());
  }

  /**
   * The same loss without the examples whose target is this number.
   *
   * @param ignored any whole number, a class or not
   */
  public MultiMarginLoss withIgnoreIndex(int ignored) {
    return new MultiMarginLoss(margin, options.withIgnored(ignored), reduction());
  }

  @Override
  protected void check(INDArray target, INDArray prediction) {
    super.check(target, prediction);
    if (isDistribution(target)) {
      requireOneHot(target);
    }
  }

  @Override
  protected INDArray costs(INDArray target, INDArray prediction) {
    int[] classes = rightClasses(target, prediction);
    INDArray excess = excess(classes, prediction);
    Elementwise.maximum(excess, 0, excess);
    Gathers.putPerRow(0, classes, excess);
    INDArray costs = Sums.perExample(excess);
    options.weigh(classes, costs);
    clearIgnored(classes, costs);
    return costs;
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    int[] classes = rightClasses(target, prediction);
    INDArray delta = excess(classes, prediction);
    Elementwise.heaviside(delta, 0, delta);
    Gathers.putPerRow(0, classes, delta);
    INDArray right = Scratch.like(prediction);
    Gathers.oneHot(classes, right);
    Rowwise.multiplyColumn(right, Sums.perExample(delta), right);
    Elementwise.subtract(delta, right, delta);
    INDArray factors = Scratch.array(prediction.dataType(), prediction.size(0));
    Elementwise.fill(factors, scale);
    options.weigh(classes, factors);
    Rowwise.multiplyColumn(delta, factors, delta);
    clearIgnored(classes, delta);
    return delta;
  }

  /** {@code MultiMarginLoss(1.0)}. */
  @Override
  public String toString() {
    return "MultiMarginLoss(" + margin + ")" + options;
  }

  /** {@code ŷ_j − ŷ_y + margin}, for j = y too. */
  private INDArray excess(int[] classes, INDArray prediction) {
    INDArray right = Scratch.array(prediction.dataType(), prediction.size(0));
    Gathers.pickPerRow(prediction, classes, right);
    INDArray excess = Scratch.like(prediction);
    Rowwise.subtractColumn(prediction, right, excess);
    Elementwise.addScalar(excess, margin, excess);
    return excess;
  }

  /** The number of the right class of each example, −1 for an ignored one. */
  private int[] rightClasses(INDArray target, INDArray prediction) {
    return isDistribution(target) ? requireOneHot(target) : classes(target, prediction);
  }

  /** The place of the 1 in each row. */
  private int[] requireOneHot(INDArray target) {
    DataBuffer numbers = NDArrays.contiguous(target).data();
    int columns = Math.toIntExact(target.size(1));
    int[] classes = new int[Math.toIntExact(target.size(0))];
    for (int row = 0; row < classes.length; row++) {
      double largest = 0;
      double sum = 0;
      for (int j = 0; j < columns; j++) {
        double number = numbers.getDouble((long) row * columns + j);
        sum += number;
        if (number > largest) {
          largest = number;
          classes[row] = j;
        }
      }
      if (largest != 1 || sum != 1) {
        throw new ShapeException(
            String.format(
                Locale.ROOT,
                "%s: target must be one-hot, but row %d sums to %s with largest entry %s",
                this,
                row,
                Shapes.number(sum),
                Shapes.number(largest)));
      }
    }
    return classes;
  }
}
