package io.github.taeda.nn.losses;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Triplet margin loss, {@code max(0, ‖a − p‖ − ‖a − n‖ + margin)} of each triplet: an anchor a
 * should be nearer to a positive p, of the same kind, than to a negative n, by the margin (Schroff
 * et al., 2015).
 *
 * <p>The prediction is {@code [batch, 3, features]}: anchor, positive and negative of each triplet.
 * The target, {@code [batch]}, has no influence: what is right lies in the order. The delta of p is
 * {@code (p − a) / ‖a − p‖} and of n {@code (a − n) / ‖a − n‖} where the loss is above 0, of a
 * minus their sum, times the factor of the {@link Reduction}; a distance of 0 has no derivative,
 * and counts with 0.
 */
public final class TripletMarginLoss extends Loss {
  private static final double MIN_DISTANCE = 1e-37;

  private final double margin;

  /** Creates a triplet margin loss with margin 1 averaged over the triplets. */
  public TripletMarginLoss() {
    this(1);
  }

  /**
   * Creates a triplet margin loss averaged over the triplets.
   *
   * @param margin by which the distances should differ, &gt; 0
   */
  public TripletMarginLoss(double margin) {
    this(margin, Reduction.MEAN);
  }

  /** Creates a triplet margin loss with another reduction. */
  public TripletMarginLoss(double margin, Reduction reduction) {
    super(reduction);
    this.margin = Checks.requirePositive("TripletMarginLoss", "margin", margin);
  }

  @Override
  protected void check(INDArray target, INDArray prediction) {
    Vectors.check(this, target, prediction, -1, 3, -1);
  }

  @Override
  protected INDArray losses(INDArray target, INDArray prediction) {
    INDArray losses = excess(fromAnchor(prediction, 1), fromAnchor(prediction, 2));
    Elementwise.maximum(losses, 0, losses);
    return losses;
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    UnitVectors toPositive = fromAnchor(prediction, 1);
    UnitVectors toNegative = fromAnchor(prediction, 2);
    INDArray factor = excess(toPositive, toNegative);
    Elementwise.heaviside(factor, 0, factor);
    Elementwise.scale(factor, scale, factor);
    INDArray ofPositive = toPositive.direction();
    Rowwise.multiplyColumn(ofPositive, factor, ofPositive);
    Elementwise.scale(factor, -1, factor);
    INDArray ofNegative = toNegative.direction();
    Rowwise.multiplyColumn(ofNegative, factor, ofNegative);
    INDArray ofAnchor = Scratch.like(ofPositive);
    Elementwise.add(ofPositive, ofNegative, ofAnchor);
    Elementwise.scale(ofAnchor, -1, ofAnchor);
    return Vectors.join(prediction, ofAnchor, ofPositive, ofNegative);
  }

  /** {@code ‖a − p‖ − ‖a − n‖ + margin}. */
  private INDArray excess(UnitVectors toPositive, UnitVectors toNegative) {
    INDArray excess = Scratch.like(toPositive.length());
    Elementwise.subtract(toPositive.length(), toNegative.length(), excess);
    Elementwise.addScalar(excess, margin, excess);
    return excess;
  }

  private static UnitVectors fromAnchor(INDArray prediction, long index) {
    INDArray difference = Vectors.part(prediction, index);
    Elementwise.subtract(difference, Vectors.part(prediction, 0), difference);
    return UnitVectors.of(difference, MIN_DISTANCE);
  }

  /** {@code TripletMarginLoss(1.0)}. */
  @Override
  public String toString() {
    return "TripletMarginLoss(" + margin + ")";
  }
}
