package io.github.taeda.nn.layers;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Scratch;
import io.github.taeda.nn.ops.Slices;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Base class of modules that arrange the elements of each example otherwise. */
abstract class Rearrangement extends Module {

  /** Rejects an input of a wrong shape and returns the output's shape. */
  public abstract long[] outputShape(INDArray input);

  /** Writes the input's elements to the output; in the same 'c' order unless overridden. */
  void arrange(INDArray input, INDArray output) {
    Slices.copyElements(input, output);
  }

  /** Writes the delta's elements where those of the input were. */
  void putBack(INDArray delta, INDArray inputDelta) {
    Slices.copyElements(delta, inputDelta);
  }

  @Override
  public final INDArray forward(INDArray input) {
    long[] shape = outputShape(input);
    INDArray output = Scratch.array(input.dataType(), shape);
    arrange(input, output);
    return output;
  }

  @Override
  public final INDArray backwardDelta(INDArray input, INDArray delta) {
    backwardUpdateGradient(input, delta);
    INDArray inputDelta = Scratch.like(input);
    putBack(delta, inputDelta);
    return inputDelta;
  }

  @Override
  public final void backwardUpdateGradient(INDArray input, INDArray delta) {
    Shapes.requireShape(this, "delta", delta, outputShape(input));
    Shapes.requireType(this, "delta", delta, input.dataType());
  }
}
