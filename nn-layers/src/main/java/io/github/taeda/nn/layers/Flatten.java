package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Reshaping;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Flattening of each example to one axis, in 'c' order.
 *
 * <p>{@code [batch, length, channels] → [batch, length · channels]}, and likewise for any rank of
 * at least 2. The delta takes the input's shape again.
 */
public final class Flatten extends Rearrangement implements Reshaping {
  /** What copies and model files know of this class. */
  public static final ModuleType<Flatten> TYPE = ModuleType.of(Flatten.class, Flatten::new);

  /** Creates a flattening. */
  public Flatten() {}

  @Override
  public long[] outputShape(INDArray input) {
    Shapes.requireNumbers(this, "input", input);
    if (input.rank() < 2) {
      throw new ShapeException(
          this + ": input must be [batch, ...], but was " + Shapes.text(input.shape()));
    }
    return new long[] {input.size(0), input.length() / input.size(0)};
  }

  @Override
  public ModuleType<Flatten> type() {
    return TYPE;
  }
}
