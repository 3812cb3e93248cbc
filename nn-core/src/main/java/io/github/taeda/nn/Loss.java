package io.github.taeda.nn;

import io.github.taeda.nn.ops.Reductions;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A differentiable cost of a prediction ŷ against a target y, one number per example.
 *
 * <p>The cost of an example is a sum over its features; {@link #reduction()} makes one number of
 * the costs of a batch. The order of arguments is target, prediction. A loss stores nothing and
 * never writes to its arguments, so any number of threads may use one.
 */
public abstract class Loss {
  private final Reduction reduction;

  /** For subclasses. */
  protected Loss(Reduction reduction) {
    this.reduction = Objects.requireNonNull(reduction, "reduction");
  }

  /**
   * Computes the cost of each example, before the reduction.
   *
   * @param target y
   * @param prediction ŷ, {@code [batch, …]}
   * @return {@code [batch]}
   * @throws ShapeException if target and prediction do not fit
   */
  public final INDArray forward(INDArray target, INDArray prediction) {
    check(target, prediction);
    return costs(target, prediction);
  }

  /**
   * Computes the delta ∂C/∂ŷ of the reduced cost C.
   *
   * @param target y
   * @param prediction ŷ, {@code [batch, …]}
   * @return of the prediction's shape
   * @throws ShapeException if target and prediction do not fit
   */
  public final INDArray backward(INDArray target, INDArray prediction) {
    check(target, prediction);
    return delta(target, prediction, 1 / divisorOrOne(target, prediction));
  }

  /**
   * Computes the reduced cost C.
   *
   * @param target y
   * @param prediction ŷ, {@code [batch, …]}
   * @throws ShapeException if target and prediction do not fit
   */
  public final double value(INDArray target, INDArray prediction) {
    check(target, prediction);
    return Reductions.sum(costs(target, prediction)) / divisorOrOne(target, prediction);
  }

  /**
   * What the sum of the costs is divided by, so that the costs of several batches can be averaged:
   * each counts by its weight.
   *
   * @param target y
   * @param prediction ŷ, {@code [batch, …]}
   * @return the number of examples for MEAN (their weights, if they have any), 1 for SUM, the
   *     number of elements for ELEMENT_MEAN; 0 if nothing counts
   * @throws ShapeException if target and prediction do not fit
   */
  public final double weight(INDArray target, INDArray prediction) {
    check(target, prediction);
    return divisor(target, prediction);
  }

  /** How one number is made of the costs of a batch. */
  public final Reduction reduction() {
    return reduction;
  }

  /**
   * Refuses what does not fit, by a {@link ShapeException}. Unless overridden, target and
   * prediction must have one shape and type.
   */
  protected void check(INDArray target, INDArray prediction) {
    Shapes.requireBatch(this, "prediction", prediction);
    Shapes.requireLike(this, "target", target, prediction);
  }

  /**
   * The cost of each example.
   *
   * @return {@code [batch]}
   */
  protected abstract INDArray costs(INDArray target, INDArray prediction);

  /**
   * The derivative of {@code scale · Σ costs} with respect to the prediction.
   *
   * @return of the prediction's shape
   */
  protected abstract INDArray delta(INDArray target, INDArray prediction, double scale);

  /** What the sum of the costs is divided by; 0 if nothing counts, and so the costs are zero. */
  protected double divisor(INDArray target, INDArray prediction) {
    return switch (reduction) {
      case MEAN -> prediction.size(0);
      case SUM -> 1;
      case ELEMENT_MEAN -> prediction.length();
    };
  }

  private double divisorOrOne(INDArray target, INDArray prediction) {
    double divisor = divisor(target, prediction);
    return divisor == 0 ? 1 : divisor;
  }

  /** The configuration; without one, the class's name. */
  @Override
  public String toString() {
    return getClass().getSimpleName();
  }
}
