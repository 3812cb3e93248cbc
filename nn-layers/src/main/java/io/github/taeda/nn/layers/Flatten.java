package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All axes of an example taken as one: {@code [batch, length, channels] → [batch, length ·
 * channels]}, in 'c' order; for any rank of at least 2. The delta takes the input's shape again.
 */
public final class Flatten extends Rearrangement {

  /** Makes a flattening. */
  public Flatten() {}

  @Override
  long[] outputShape(INDArray input) {
    Shapes.requireNumbers(this, "input", input);
    if (input.rank() < 2) {
      throw new ShapeException(
          this + ": input must be [batch, ...], but was " + Shapes.text(input.shape()));
    }
    return new long[] {input.size(0), input.length() / input.size(0)};
  }

  @Override
  protected Module copyWith(CopyContext copies) {
    return new Flatten();
  }
}
