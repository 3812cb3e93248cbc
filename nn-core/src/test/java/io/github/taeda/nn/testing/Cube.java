package io.github.taeda.nn.testing;

import io.github.taeda.nn.Copies;
import io.github.taeda.nn.Memory;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Ops;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A module with a memory for the tests of nn-core, {@code y = x³}; it keeps every law. */
public final class Cube extends Module {
  private final Memory<INDArray> squares = new Memory<>();

  @Override
  public INDArray forward(INDArray input) {
    Shapes.requireNumbers(this, "input", input);
    INDArray square = square(input);
    if (isTraining()) {
      squares.store(input, square);
    }
    INDArray output = Scratch.array(input.dataType(), input.shape());
    Ops.multiply(square, input, output);
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    backwardUpdateGradient(input, delta);
    INDArray remembered = squares.recall(input);
    INDArray inputDelta = Scratch.array(input.dataType(), input.shape());
    Ops.multiply(remembered == null ? square(input) : remembered, delta, inputDelta);
    Ops.scale(inputDelta, 3, inputDelta);
    return inputDelta;
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    Shapes.requireNumbers(this, "input", input);
    Shapes.requireLike(this, "delta", delta, input);
  }

  @Override
  protected Module copyWith(Copies copies) {
    return new Cube();
  }

  private static INDArray square(INDArray input) {
    INDArray square = Scratch.array(input.dataType(), input.shape());
    Ops.multiply(input, input, square);
    return square;
  }
}
