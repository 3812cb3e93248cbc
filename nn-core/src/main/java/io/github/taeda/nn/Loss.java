package io.github.taeda.nn;

import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Scratch;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A differentiable loss of a prediction ŷ against a target y, one value per example.
 *
 * <p>The loss of an example is a sum over its features; {@link #reduction()} reduces the losses of
 * a batch to the reduced loss L. The order of arguments is target, prediction. A loss stores
 * nothing and never writes to its arguments, so any number of threads may use one.
 *
 * <p>A training step calls {@link #evaluate}; {@link #forward}, {@link #value}, {@link #backward}
 * and {@link #weight} each compute one part of the same. Subclasses implement {@link #losses} and
 * {@link #delta}, and override {@link #evaluateChecked} if the two can share work.
 */
public abstract class Loss {
  private final Reduction reduction;

  /** For subclasses. */
  protected Loss(Reduction reduction) {
    this.reduction =
        Objects.requireNonNull(reduction, () -> getClass().getSimpleName() + ": reduction is null");
  }

  /**
   * Computes the reduced loss, its weight and its delta together.
   *
   * @param target y
   * @param prediction ŷ, {@code [batch, …]}
   * @throws ShapeException if target and prediction do not fit
   */
  public final Evaluated evaluate(INDArray target, INDArray prediction) {
    check(target, prediction);
    return evaluateChecked(target, prediction);
  }

  /**
   * Computes the loss of each example, before the reduction.
   *
   * @param target y
   * @param prediction ŷ, {@code [batch, …]}
   * @return {@code [batch]}
   * @throws ShapeException if target and prediction do not fit
   */
  public final INDArray forward(INDArray target, INDArray prediction) {
    check(target, prediction);
    return losses(target, prediction);
  }

  /**
   * Computes the delta ∂L/∂ŷ of the reduced loss L.
   *
   * @param target y
   * @param prediction ŷ, {@code [batch, …]}
   * @return of the prediction's shape
   * @throws ShapeException if target and prediction do not fit
   */
  public final INDArray backward(INDArray target, INDArray prediction) {
    check(target, prediction);
    return delta(target, prediction, 1 / divisor(weightOf(target, prediction)));
  }

  /**
   * Computes the reduced loss L.
   *
   * @param target y
   * @param prediction ŷ, {@code [batch, …]}
   * @throws ShapeException if target and prediction do not fit
   */
  public final double value(INDArray target, INDArray prediction) {
    check(target, prediction);
    return Reductions.sum(losses(target, prediction)) / divisor(weightOf(target, prediction));
  }

  /**
   * Computes what the sum of the losses is divided by, the {@link Evaluated#weight}.
   *
   * @param target y
   * @param prediction ŷ, {@code [batch, …]}
   * @throws ShapeException if target and prediction do not fit
   */
  public final double weight(INDArray target, INDArray prediction) {
    check(target, prediction);
    return weightOf(target, prediction);
  }

  /** How the losses of a batch are reduced to one value. */
  public final Reduction reduction() {
    return reduction;
  }

  /**
   * Rejects arrays that do not fit, by a {@link ShapeException}. Unless overridden, target and
   * prediction must have one shape and type.
   */
  protected void check(INDArray target, INDArray prediction) {
    Shapes.requireBatch(this, "prediction", prediction);
    Shapes.requireLike(this, "target", target, prediction);
  }

  /**
   * The loss of each example.
   *
   * @return {@code [batch]}
   */
  protected abstract INDArray losses(INDArray target, INDArray prediction);

  /**
   * The derivative of {@code scale · Σ losses} with respect to the prediction.
   *
   * @return of the prediction's shape
   */
  protected abstract INDArray delta(INDArray target, INDArray prediction, double scale);

  /** What the sum of the losses is divided by; 0 if no example counts, all losses being zero. */
  protected double weightOf(INDArray target, INDArray prediction) {
    return switch (reduction) {
      case MEAN -> prediction.size(0);
      case SUM -> 1;
      case ELEMENT_MEAN -> prediction.length();
    };
  }

  /**
   * Computes value, weight and delta of arrays that {@link #check} has let pass. Override it where
   * losses and delta share work; the results must be those of {@link #losses}, {@link #weightOf}
   * and {@link #delta}.
   */
  protected Evaluated evaluateChecked(INDArray target, INDArray prediction) {
    double weight = weightOf(target, prediction);
    double divisor = divisor(weight);
    return new Evaluated(
        Reductions.sum(losses(target, prediction)) / divisor,
        weight,
        delta(target, prediction, 1 / divisor));
  }

  /** What a sum of losses of this weight is divided by: the weight, or 1 if no example counts. */
  protected static double divisor(double weight) {
    return weight == 0 ? 1 : weight;
  }

  /** The sums over the features of each example, {@code [batch, …] → [batch]}. */
  protected static INDArray perExample(INDArray terms) {
    INDArray sums = Scratch.array(terms.dataType(), terms.size(0));
    Reductions.exampleSums(terms, sums);
    return sums;
  }

  /** The configuration; without one, the class's name. */
  @Override
  public String toString() {
    return getClass().getSimpleName();
  }
}
