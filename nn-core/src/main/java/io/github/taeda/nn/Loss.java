package io.github.taeda.nn;

import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Scratch;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
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
    return evaluate(target, prediction, null);
  }

  /**
   * The same with weights of the examples, {@code L = Σ w_i ℓ_i / Σ w_i} for {@link
   * Reduction#MEAN}, as PyTorch's mean with class weights: an example of weight 2 counts like two,
   * and one of weight 0 like none, whatever its prediction. {@link Reduction#SUM} divides by
   * nothing, {@link Reduction#ELEMENT_MEAN} by the weights of all elements; if no example counts, L
   * is 0. A loss's own weights, such as those of classes, multiply these.
   *
   * @param target y
   * @param prediction ŷ, {@code [batch, …]}
   * @param weights {@code [batch]}, each at least 0; null for 1 each
   * @throws ShapeException if target, prediction and weights do not fit
   */
  public final Evaluated evaluate(
      INDArray target, INDArray prediction, @Nullable INDArray weights) {
    check(target, prediction);
    if (weights == null) {
      return evaluateChecked(target, prediction);
    }
    ExampleWeights examples = ExampleWeights.of(this, weights, prediction.size(0));
    double weight = weightOf(target, prediction, examples);
    double divisor = divisor(weight);
    return new Evaluated(
        Reductions.sum(examples.times(losses(target, prediction))) / divisor,
        weight,
        examples.times(delta(target, prediction, 1 / divisor)));
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
    return value(target, prediction, null);
  }

  /** The same with {@linkplain #evaluate(INDArray, INDArray, INDArray) weights}. */
  public final double value(INDArray target, INDArray prediction, @Nullable INDArray weights) {
    check(target, prediction);
    if (weights == null) {
      return Reductions.sum(losses(target, prediction)) / divisor(weightOf(target, prediction));
    }
    ExampleWeights examples = ExampleWeights.of(this, weights, prediction.size(0));
    return Reductions.sum(examples.times(losses(target, prediction)))
        / divisor(weightOf(target, prediction, examples));
  }

  /**
   * Computes what the sum of the losses is divided by, the {@link Evaluated#weight}.
   *
   * @param target y
   * @param prediction ŷ, {@code [batch, …]}
   * @throws ShapeException if target and prediction do not fit
   */
  public final double weight(INDArray target, INDArray prediction) {
    return weight(target, prediction, null);
  }

  /** The same with {@linkplain #evaluate(INDArray, INDArray, INDArray) weights}. */
  public final double weight(INDArray target, INDArray prediction, @Nullable INDArray weights) {
    check(target, prediction);
    return weights == null
        ? weightOf(target, prediction)
        : weightOf(target, prediction, ExampleWeights.of(this, weights, prediction.size(0)));
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
   * The same of weighted examples. Unless overridden, without weights all examples count alike:
   * override it where {@link #weightOf(INDArray, INDArray)} depends on the target.
   */
  protected double weightOf(INDArray target, INDArray prediction, ExampleWeights weights) {
    double weight = weightOf(target, prediction);
    return reduction == Reduction.SUM ? weight : weights.sum() * (weight / weights.size());
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
