package io.github.taeda.nn.losses;

import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Ops;
import io.github.taeda.nn.ops.Scratch;
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
 * or one-hot rows {@code [batch, classes]} of the prediction's type; anything else is a {@link
 * io.github.taeda.nn.ShapeException} that names the place and the value. With weights the cost of
 * an example is multiplied by its class's weight and {@code MEAN} divides by the sum of these
 * weights; ignored examples cost nothing and do not count; if none counts the cost is 0. For
 * one-hot rows {@code MEAN} divides by the batch. (PyTorch's loss of this name always divides by
 * the batch, and by the number of classes.)
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
    INDArray shares = shares(target, prediction);
    INDArray excess = excess(shares, prediction);
    Ops.maximum(excess, 0, excess);
    others(shares, excess);
    return Sums.perExample(excess);
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray shares = shares(target, prediction);
    INDArray delta = excess(shares, prediction);
    Ops.step(delta, 0, delta);
    others(shares, delta);
    INDArray right = onlyOnes(shares);
    Ops.multiplyColumn(right, Sums.perExample(delta), right);
    Ops.subtract(delta, right, delta);
    Ops.scale(delta, scale, delta);
    return delta;
  }

  /** {@code MultiMarginLoss(1.0)}. */
  @Override
  public String toString() {
    return "MultiMarginLoss(" + margin + ")" + options;
  }

  /** {@code ŷ_j − ŷ_y + margin}, for j = y too. */
  private INDArray excess(INDArray shares, INDArray prediction) {
    INDArray right = onlyOnes(shares);
    Ops.multiply(right, prediction, right);
    INDArray excess = Scratch.array(prediction.dataType(), prediction.shape());
    Ops.subtractColumn(prediction, Sums.perExample(right), excess);
    Ops.shift(excess, margin, excess);
    return excess;
  }

  /** Leaves of {@code terms} those of the wrong classes, times the weight of the example. */
  private static void others(INDArray shares, INDArray terms) {
    INDArray wrong = onlyOnes(shares);
    Ops.subtractFrom(1, wrong, wrong);
    Ops.multiply(terms, wrong, terms);
    Ops.multiplyColumn(terms, Sums.perExample(shares), terms);
  }

  /** 1 for the right class, whatever its weight, else 0. */
  private static INDArray onlyOnes(INDArray shares) {
    INDArray ones = Scratch.array(shares.dataType(), shares.shape());
    Ops.step(shares, 0, ones);
    return ones;
  }

  private void requireOneHot(INDArray target) {
    INDArray numbers = Ops.contiguous(target);
    for (long row = 0; row < numbers.size(0); row++) {
      double largest = 0;
      double sum = 0;
      for (long j = 0; j < numbers.size(1); j++) {
        double number = numbers.getDouble(row, j);
        largest = Math.max(largest, number);
        sum += number;
      }
      if (largest != 1 || sum != 1) {
        throw new ShapeException(
            this
                + ": target must be one-hot, but row "
                + row
                + " sums to "
                + Shapes.number(sum)
                + " with largest entry "
                + Shapes.number(largest));
      }
    }
  }
}
