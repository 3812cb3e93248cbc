package io.github.taeda.nn.losses;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Infinities;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Multi-label margin loss, {@code Σ max(0, 1 − (ŷ_j − ŷ_i)) / labels} of each example, over all
 * pairs of a label j that it has and a label i that it has not: every right label should score
 * higher than every wrong one by 1 (Torch's {@code MultiLabelMarginCriterion}).
 *
 * <p>Target y, 1 for each label of the example and 0 for the others, and prediction ŷ, scores, are
 * {@code [batch, labels]}; another target is a {@link io.github.taeda.nn.ShapeException} that names
 * the index. (Torch's target is a list of indices.) The delta is −1 for j and 1 for i of each pair
 * within the margin, divided by the number of labels, times the factor of the {@link Reduction}.
 */
public final class MultiLabelMarginLoss extends Loss {

  /** Creates a multi-label margin loss averaged over the examples. */
  public MultiLabelMarginLoss() {
    this(Reduction.MEAN);
  }

  /** Creates a multi-label margin loss with another reduction. */
  public MultiLabelMarginLoss(Reduction reduction) {
    super(reduction);
  }

  @Override
  protected void check(INDArray target, INDArray prediction) {
    super.check(target, prediction);
    Shapes.requireShape(this, "prediction", prediction, -1, -1);
    ValueChecks.requireBinary(this, target);
  }

  @Override
  protected INDArray losses(INDArray target, INDArray prediction) {
    INDArray losses = Scratch.array(prediction.dataType(), prediction.size(0));
    Elementwise.fill(losses, 0);
    INDArray excess = Scratch.like(prediction);
    INDArray mask = Scratch.like(prediction);
    for (long label = 0; label < prediction.size(1); label++) {
      excess(target, prediction, label, mask, excess);
      Elementwise.add(losses, perExample(excess), losses);
    }
    Elementwise.scale(losses, 1.0 / prediction.size(1), losses);
    return losses;
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray delta = Scratch.like(prediction);
    Elementwise.fill(delta, 0);
    INDArray within = Scratch.like(prediction);
    INDArray mask = Scratch.like(prediction);
    for (long label = 0; label < prediction.size(1); label++) {
      excess(target, prediction, label, mask, within);
      Elementwise.heaviside(within, 0, within); // 1 for each wrong label within the margin
      Elementwise.add(delta, within, delta);
      INDArray ofLabel = column(delta, label);
      Elementwise.subtract(ofLabel, perExample(within), ofLabel);
      Slices.copyToIndex(ofLabel, 1, label, delta);
    }
    Elementwise.scale(delta, scale / prediction.size(1), delta);
    return delta;
  }

  /** {@code max(0, 1 − (ŷ_label − ŷ_i))} where the example has the label and not i, else 0. */
  private static void excess(
      INDArray target, INDArray prediction, long label, INDArray mask, INDArray excess) {
    INDArray isThere = column(target, label);
    Elementwise.subtractFrom(1, target, mask);
    Rowwise.multiplyColumn(mask, isThere, mask);
    INDArray score = column(prediction, label);
    Infinities.multiplyOrZero(isThere, score, score); // −∞ − (−∞) of pairs that do not count
    Infinities.multiplyOrZero(mask, prediction, excess);
    Rowwise.subtractColumn(excess, score, excess);
    Elementwise.addScalar(excess, 1, excess);
    Elementwise.maximum(excess, 0, excess);
    Infinities.multiplyOrZero(mask, excess, excess);
  }

  private static INDArray column(INDArray x, long index) {
    INDArray column = Scratch.array(x.dataType(), x.size(0));
    Slices.copyIndex(x, 1, index, column);
    return column;
  }
}
