package io.github.taeda.nn.testing;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A loss for the tests of nn-core, {@code ‖y − ŷ‖²}; it keeps every law. */
public class SquaredError extends Loss {
  public SquaredError(Reduction reduction) {
    super(reduction);
  }

  @Override
  protected INDArray losses(INDArray target, INDArray prediction) {
    INDArray error = Scratch.like(prediction);
    Elementwise.subtract(prediction, target, error);
    Elementwise.multiply(error, error, error);
    INDArray losses = Scratch.array(prediction.dataType(), prediction.size(0));
    Reductions.exampleSums(error, losses);
    return losses;
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    INDArray delta = Scratch.like(prediction);
    Elementwise.subtract(prediction, target, delta);
    Elementwise.scale(delta, 2 * scale, delta);
    return delta;
  }

  @Override
  public String toString() {
    return "SquaredError";
  }
}
