package io.github.taeda.nn.losses;

import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Elementwise;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The negative log-likelihood, {@code −Σ_j q_j ŷ_j} of each example with target distribution q and
 * log-probabilities ŷ; for a class y that is {@code −ŷ_y}.
 *
 * <p>The prediction ŷ is {@code [batch, classes]}, as {@code LogSoftmax} puts it out. The delta is
 * {@code −q}, times the factor of the {@link Reduction}.
 *
 * <p>The target is {@code [batch]}, the numbers of the classes (whole numbers of any numeric type),
 * or a distribution {@code [batch, classes]} of the prediction's type or of whole numbers, one-hot
 * or soft, finite and without negative entries; anything else is a {@link
 * io.github.taeda.nn.ShapeException} that names the place and the value. With weights the cost of
 * an example is multiplied by its class's weight and {@code MEAN} divides by the sum of these
 * weights, as in PyTorch; ignored examples cost nothing and do not count; if none counts the cost
 * is 0 (PyTorch's mean is NaN). For distributions weights multiply the entries and {@code MEAN}
 * divides by the batch.
 */
public final class NLLLoss extends ClassLoss {

  /** Makes a log-likelihood averaged over the examples. */
  public NLLLoss() {
    this(Reduction.MEAN);
  }

  /** Makes a log-likelihood with another reduction. */
  public NLLLoss(Reduction reduction) {
    this(ClassOptions.NONE, reduction);
  }

  private NLLLoss(ClassOptions options, Reduction reduction) {
    super(options, reduction);
  }

  /**
   * The same loss with classes counted differently.
   *
   * @param weights one per class, at least 0
   */
  public NLLLoss withWeights(double... weights) {
    return new NLLLoss(options.withWeights(weights), reduction());
  }

  /**
   * The same loss without the examples whose target is this number.
   *
   * @param ignored any whole number, a class or not
   */
  public NLLLoss withIgnoreIndex(int ignored) {
    return new NLLLoss(options.withIgnored(ignored), reduction());
  }

  @Override
  protected INDArray costs(INDArray target, INDArray prediction) {
    return costs(target, prediction, prediction);
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray delta = shares(target, prediction);
    Elementwise.scale(delta, -scale, delta);
    return delta;
  }
}
