package io.github.taeda.nn.optim;

import io.github.taeda.nn.Evaluated;
import io.github.taeda.nn.ParameterVector;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean of the gradients of several batches, weighted as if they were one batch. */
final class GradientMean {
  private GradientMean() {}

  /**
   * Scales the accumulated gradients and the delta of another batch so that they can be added.
   *
   * @param prediction the module's output
   * @param state before the batch
   * @return the scaled delta; of the first batch, or if the loss sums, the delta itself
   */
  static INDArray delta(
      Evaluated evaluated,
      INDArray prediction,
      RunState state,
      Reduction reduction,
      ParameterVector vector) {
    if (state.accumulatedBatches() == 0 || reduction == Reduction.SUM) {
      return evaluated.delta();
    }
    Shapes.requireLike("Optim", "delta", evaluated.delta(), prediction);
    double weights = state.accumulatedWeight() + evaluated.weight();
    double fraction = weights == 0 ? 0 : evaluated.weight() / weights;
    Elementwise.scale(vector.gradients(), 1 - fraction, vector.gradients());
    INDArray delta = Scratch.like(evaluated.delta());
    Elementwise.scale(evaluated.delta(), fraction, delta);
    return delta;
  }
}
