package io.github.taeda.nn.layers;

import io.github.taeda.nn.Copies;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Ops;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * All axes of an example taken as one: {@code [batch, length, channels] → [batch, length ·
 * channels]}, in 'c' order; for any rank of at least 2. The delta takes the input's shape again.
 */
public final class Flatten extends Module {

  /** Makes a flattening. */
  public Flatten() {}

  @Override
  public INDArray forward(INDArray input) {
    long[] shape = outputShape(input);
    INDArray output = Scratch.array(input.dataType(), shape);
    Ops.copyElements(input, output);
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    backwardUpdateGradient(input, delta);
    INDArray inputDelta = Scratch.array(input.dataType(), input.shape());
    Ops.copyElements(delta, inputDelta);
    return inputDelta;
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    Shapes.requireShape(this, "delta", delta, outputShape(input));
    Shapes.requireType(this, "delta", delta, input.dataType());
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new Flatten();
  }

  private long[] outputShape(INDArray input) {
    Shapes.requireNumbers(this, "input", input);
    if (input.rank() < 2) {
      throw new ShapeException(
          this + ": input must be [batch, ...], but was " + Shapes.text(input.shape()));
    }
    return new long[] {input.size(0), input.length() / input.size(0)};
  }
}
