package io.github.taeda.nn.losses;

import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Rowwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Softmaxes;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The cross-entropy of scores, {@code −Σ_j q_j ln softmax(ŷ)_j} of each example with target
 * distribution q; for a class y that is {@code ln Σ_j e^ŷ_j − ŷ_y}, finite for any finite scores.
 *
 * <p>The prediction ŷ is {@code [batch, classes]}. The delta is {@code softmax(ŷ) − q}, times the
 * factor of the {@link Reduction}. With smoothing ε the target becomes {@code (1 − ε) q + ε /
 * classes} (Szegedy et al., 2015).
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
public final class CrossEntropyLoss extends ClassLoss {

  /** Makes a cross-entropy averaged over the examples. */
  public CrossEntropyLoss() {
    this(Reduction.MEAN);
  }

  /** Makes a cross-entropy with another reduction. */
  public CrossEntropyLoss(Reduction reduction) {
    this(ClassOptions.NONE, reduction);
  }

  private CrossEntropyLoss(ClassOptions options, Reduction reduction) {
    super(options, reduction);
  }

  /**
   * The same loss with classes counted differently.
   *
   * @param weights one per class, at least 0
   */
  public CrossEntropyLoss withWeights(double... weights) {
    return new CrossEntropyLoss(options.withWeights(weights), reduction());
  }

  /**
   * The same loss without the examples whose target is this number.
   *
   * @param ignored any whole number, a class or not
   */
  public CrossEntropyLoss withIgnoreIndex(int ignored) {
    return new CrossEntropyLoss(options.withIgnored(ignored), reduction());
  }

  /**
   * The same loss with smoothed targets.
   *
   * @param smoothing ε, what is shared by all classes, in 0…1, 1 excluded
   */
  public CrossEntropyLoss withSmoothing(double smoothing) {
    return new CrossEntropyLoss(options.withSmoothing(smoothing), reduction());
  }

  @Override
  protected INDArray costs(INDArray target, INDArray prediction) {
    INDArray logs = Scratch.like(prediction);
    Softmaxes.logSoftmax(prediction, logs);
    return costs(target, prediction, logs);
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray shares = shares(target, prediction);
    INDArray delta = Scratch.like(prediction);
    Softmaxes.softmax(prediction, delta);
    if (!options.isPlain() || isDistribution(target)) {
      Rowwise.multiplyColumn(delta, Sums.perExample(shares), delta); // else each row sums to 1
    }
    Elementwise.subtract(delta, shares, delta);
    Elementwise.scale(delta, scale, delta);
    clearIgnored(target, delta);
    return delta;
  }
}
