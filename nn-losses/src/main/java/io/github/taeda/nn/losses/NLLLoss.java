package io.github.taeda.nn.losses;

import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Negative log-likelihood, {@code −Σ_j q_j ŷ_j} of each example with target distribution q and
 * log-probabilities ŷ; for a class y that is {@code −ŷ_y}.
 *
 * <p>The prediction ŷ is {@code [batch, classes]}, the output of {@code LogSoftmax}; the target,
 * class weights and the ignored index are those of {@link ClassLoss}. The delta is {@code −q},
 * times the factor of the {@link Reduction}.
 */
public final class NLLLoss extends ClassLoss {

  /** Creates a log-likelihood averaged over the examples. */
  public NLLLoss() {
    this(Reduction.MEAN);
  }

  /** Creates a log-likelihood with another reduction. */
  public NLLLoss(Reduction reduction) {
    this(ClassOptions.NONE, reduction);
  }

  private NLLLoss(ClassOptions options, Reduction reduction) {
    super(options, reduction);
  }

  /**
   * The same loss with class weights.
   *
   * @param weights one per class, at least 0
   */
  public NLLLoss withWeights(double... weights) {
    return new NLLLoss(options.withWeights(weights), reduction());
  }

  /**
   * The same loss without the examples that have this target.
   *
   * @param ignored any integer, a class index or not
   */
  public NLLLoss withIgnoreIndex(int ignored) {
    return new NLLLoss(options.withIgnored(ignored), reduction());
  }

  @Override
  INDArray losses(ClassTarget target, INDArray prediction) {
    return target.crossEntropy(prediction);
  }

  @Override
  INDArray delta(ClassTarget target, INDArray prediction, double scale) {
    INDArray delta = Scratch.like(prediction);
    Elementwise.scale(target.distribution(prediction), -scale, delta);
    return delta;
  }
}
