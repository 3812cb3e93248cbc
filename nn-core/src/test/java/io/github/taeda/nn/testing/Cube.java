package io.github.taeda.nn.testing;

import io.github.taeda.nn.ForwardCache;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Scratch;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A module with a memory for the tests of nn-core, {@code y = x³}; it keeps every law. */
public final class Cube extends Module {
  public static final ModuleType<Cube> TYPE = ModuleType.of(Cube.class, Cube::new);
  private final ForwardCache<INDArray> squares = new ForwardCache<>();

  @Override
  public INDArray forward(INDArray input) {
    Shapes.requireNumbers(this, "input", input);
    INDArray square = square(input);
    if (isTraining()) {
      squares.store(input, square);
    }
    INDArray output = Scratch.like(input);
    Elementwise.multiply(square, input, output);
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    backwardUpdateGradient(input, delta);
    INDArray remembered = squares.recall(input);
    INDArray inputDelta = Scratch.like(input);
    Elementwise.multiply(remembered == null ? square(input) : remembered, delta, inputDelta);
    Elementwise.scale(inputDelta, 3, inputDelta);
    return inputDelta;
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    Shapes.requireNumbers(this, "input", input);
    Shapes.requireLike(this, "delta", delta, input);
  }

  @Override
  public ModuleType<Cube> type() {
    return TYPE;
  }

  private static INDArray square(INDArray input) {
    INDArray square = Scratch.like(input);
    Elementwise.multiply(input, input, square);
    return square;
  }
}
