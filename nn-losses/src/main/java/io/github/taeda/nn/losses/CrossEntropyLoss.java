package io.github.taeda.nn.losses;

import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.LossPasses;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Softmaxes;
import java.util.OptionalDouble;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Cross-entropy of scores, {@code −Σ_j q_j ln softmax(ŷ)_j} of each example with target
 * distribution q; for a class y that is {@code ln Σ_j e^ŷ_j − ŷ_y}, finite for any finite scores.
 *
 * <p>The prediction ŷ is {@code [batch, classes]}; the target, class weights and the ignored index
 * are those of {@link ClassLoss}. The delta is {@code softmax(ŷ) − q}, times the factor of the
 * {@link Reduction}. With smoothing ε the target becomes {@code (1 − ε) q + ε / classes} (Szegedy
 * et al., 2015).
 */
public final class CrossEntropyLoss extends ClassLoss {

  /** Creates a cross-entropy averaged over the examples. */
  public CrossEntropyLoss() {
    this(Reduction.MEAN);
  }

  /** Creates a cross-entropy with another reduction. */
  public CrossEntropyLoss(Reduction reduction) {
    this(ClassOptions.NONE, reduction);
  }

  private CrossEntropyLoss(ClassOptions options, Reduction reduction) {
    super(options, reduction);
  }

  /**
   * The same loss with class weights.
   *
   * @param weights one per class, at least 0
   */
  public CrossEntropyLoss withWeights(double... weights) {
    return new CrossEntropyLoss(options.withWeights(weights), reduction());
  }

  /**
   * The same loss without the examples that have this target.
   *
   * @param ignored any integer, a class index or not
   */
  public CrossEntropyLoss withIgnoreIndex(int ignored) {
    return new CrossEntropyLoss(options.withIgnored(ignored), reduction());
  }

  /**
   * The same loss with label smoothing.
   *
   * @param smoothing ε, the probability spread over all classes, in 0…1, 1 excluded
   */
  public CrossEntropyLoss withSmoothing(double smoothing) {
    return new CrossEntropyLoss(options.withSmoothing(smoothing), reduction());
  }

  /** {@code ln softmax(ŷ)}. */
  @Override
  INDArray terms(ClassTarget target, INDArray prediction) {
    INDArray logs = Scratch.like(prediction);
    Softmaxes.logSoftmax(prediction, logs);
    return logs;
  }

  @Override
  OptionalDouble inOnePass(ClassTarget target, INDArray prediction, double scale, INDArray delta) {
    return target.isPlain() && !options.isSmooth()
        ? LossPasses.crossEntropy(target.classes(), prediction, scale, delta)
        : OptionalDouble.empty();
  }

  @Override
  INDArray losses(ClassTarget target, INDArray logs) {
    return target.crossEntropy(logs);
  }

  @Override
  INDArray delta(ClassTarget target, INDArray logs, double scale) {
    INDArray q = target.distribution(logs);
    INDArray delta = Scratch.like(logs);
    Elementwise.exp(logs, delta); // softmax(ŷ)
    if (!target.isPlain()) {
      Rowwise.multiplyColumn(delta, perExample(q), delta); // else each row of q sums to 1
    }
    Elementwise.subtract(delta, q, delta);
    Elementwise.scale(delta, scale, delta);
    target.clearIgnored(delta);
    return delta;
  }
}
