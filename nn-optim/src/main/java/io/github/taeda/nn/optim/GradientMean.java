package io.github.taeda.nn.optim;

import io.github.taeda.nn.Evaluated;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import java.util.function.Consumer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean of the gradients of several batches, weighted as if they were one batch. */
final class GradientMean {
  private GradientMean() {}

  /**
   * Adds the gradients of another batch. If backward fails, those of the batches before are as they
   * were.
   *
   * @param prediction the module's output
   * @param backward adds the gradients of a delta
   */
  static void add(
      Optim optim, Evaluated evaluated, INDArray prediction, Consumer<INDArray> backward) {
    if (optim.state().accumulatedBatches() == 0) {
      backward.accept(evaluated.delta());
      return;
    }
    INDArray gradients = optim.vector().gradients();
    INDArray before = Scratch.like(gradients);
    Slices.copy(gradients, before);
    try {
      backward.accept(delta(optim, evaluated, prediction));
    } catch (RuntimeException | Error e) {
      Slices.copy(before, gradients);
      throw e;
    }
  }

  /** Adds the gradient of another batch that was computed elsewhere. */
  static void add(Optim optim, RemoteGradient computed) {
    INDArray gradients = optim.vector().gradients();
    Shapes.requireLike("Optim", "the computed gradient", computed.gradient(), gradients);
    if (optim.state().accumulatedBatches() == 0) {
      Slices.copy(computed.gradient(), gradients);
    } else if (optim.loss().reduction() == Reduction.SUM) {
      Elementwise.addScaled(1, computed.gradient(), gradients);
    } else {
      double fraction = fraction(optim, computed.weight());
      Elementwise.scale(gradients, 1 - fraction, gradients);
      Elementwise.addScaled(fraction, computed.gradient(), gradients);
    }
  }

  /** What a batch counts among those accumulated, itself included. */
  private static double fraction(Optim optim, double weight) {
    double weights = optim.state().accumulatedWeight() + weight;
    return weights == 0 ? 0 : weight / weights;
  }

  /** Scales the accumulated gradients and a delta so that its gradients can be added. */
  private static INDArray delta(Optim optim, Evaluated evaluated, INDArray prediction) {
    if (optim.loss().reduction() == Reduction.SUM) {
      return evaluated.delta();
    }
    Shapes.requireLike("Optim", "delta", evaluated.delta(), prediction);
    double fraction = fraction(optim, evaluated.weight());
    INDArray gradients = optim.vector().gradients();
    Elementwise.scale(gradients, 1 - fraction, gradients);
    INDArray delta = Scratch.like(evaluated.delta());
    Elementwise.scale(evaluated.delta(), fraction, delta);
    return delta;
  }
}
