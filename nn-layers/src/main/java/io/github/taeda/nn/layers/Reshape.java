package io.github.taeda.nn.layers;

import io.github.taeda.nn.Copies;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Ops;
import io.github.taeda.nn.ops.Scratch;
import java.util.Arrays;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Each example in another shape, its elements in 'c' order: {@code [batch, …] → [batch, shape…]}.
 * The delta takes the input's shape again.
 */
public final class Reshape extends Module {
  final long[] shape; // without the batch

  /**
   * Makes a reshaping.
   *
   * @param shape of one example, each size at least 1
   */
  public Reshape(long... shape) {
    this.shape = Objects.requireNonNull(shape, "Reshape: shape is null").clone();
    for (long size : shape) {
      Shapes.requireSize("Reshape", "each size", size);
    }
  }

  @Override
  public INDArray forward(INDArray input) {
    long[] outputShape = outputShape(input);
    INDArray output = Scratch.array(input.dataType(), outputShape);
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
    return new Reshape(shape);
  }

  /** {@code Reshape([28, 28, 1])}. */
  @Override
  public String toString() {
    return "Reshape(" + Shapes.text(shape) + ")";
  }

  private long[] outputShape(INDArray input) {
    Shapes.requireNumbers(this, "input", input);
    long elements = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    if (input.rank() < 1 || input.length() / input.size(0) != elements) {
      throw new ShapeException(
          this
              + ": each example of the input must have "
              + elements
              + " elements, but the input was "
              + Shapes.text(input.shape()));
    }
    long[] output = new long[shape.length + 1];
    output[0] = input.size(0);
    System.arraycopy(shape, 0, output, 1, shape.length);
    return output;
  }
}
