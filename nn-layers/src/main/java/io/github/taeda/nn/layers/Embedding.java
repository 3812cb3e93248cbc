package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Init;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A table of vectors looked up by number, {@code y = W[id]} (Torch's {@code LookupTable}).
 *
 * <p>Ids {@code [*] → [*, size]} with weight W {@code [count, size]}, initially normal with mean 0
 * and variance 1. Ids are whole numbers in 0…count−1 of any numeric type; others are a {@link
 * io.github.taeda.nn.ShapeException} that names the place. The gradient touches only the rows used.
 * Ids have no derivative: their delta is zero, of the weight's type.
 */
public final class Embedding extends Module {
  final long count;
  final long size;
  private final Parameter weight; // [count, size]

  /**
   * Makes a table that draws its vectors from a fresh seed.
   *
   * @param count vectors, at least 1
   * @param size numbers per vector, at least 1
   */
  public Embedding(long count, long size) {
    this(count, size, RandomGenerator.getDefault());
  }

  /** Makes a table that draws its vectors from {@code random}. */
  public Embedding(long count, long size, RandomGenerator random) {
    this(count, size, Init.normal(1), random);
  }

  /** Makes a table that draws its vectors by a rule, with fan-in count and fan-out size. */
  public Embedding(long count, long size, Init init, RandomGenerator random) {
    this.count = Shapes.requireSize("Embedding", "count", count);
    this.size = Shapes.requireSize("Embedding", "size", size);
    Objects.requireNonNull(init, "Embedding: init is null");
    Objects.requireNonNull(random, "Embedding: random is null");
    Shapes.requireCount("Embedding", "weight", count, size);
    weight = Parameter.of("weight", init.weights(count, size, random), count, size);
  }

  private Embedding(Parameter weight) {
    this.count = weight.value().size(0);
    this.size = weight.value().size(1);
    this.weight = weight;
  }

  @Override
  public INDArray forward(INDArray input) {
    int[] ids = Shapes.requireIndices(this, "input", input, count);
    INDArray output = Scratch.array(weight.value().dataType(), outputShape(input));
    Gathers.gatherRows(weight.value(), ids, NDArrays.asMatrix(output, size));
    return output;
  }

  @Override
  public INDArray backwardDelta(INDArray input, INDArray delta) {
    Shapes.requireIndices(this, "input", input, count);
    requireDelta(input, delta);
    INDArray inputDelta = Scratch.array(weight.value().dataType(), input.shape());
    Elementwise.fill(inputDelta, 0);
    return inputDelta;
  }

  @Override
  public void backwardUpdateGradient(INDArray input, INDArray delta) {
    int[] ids = Shapes.requireIndices(this, "input", input, count);
    requireDelta(input, delta);
    Gathers.addToRows(NDArrays.asMatrix(NDArrays.contiguous(delta), size), ids, weight.gradient());
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weight);
  }

  @Override
  protected Module copyWith(CopyContext copies) {
    return new Embedding(copies.of(weight));
  }

  /** {@code Embedding(1000 -> 16)}. */
  @Override
  public String toString() {
    return "Embedding(" + count + " -> " + size + ")";
  }

  private long[] outputShape(INDArray input) {
    long[] shape = Arrays.copyOf(input.shape(), input.rank() + 1);
    shape[input.rank()] = size;
    return shape;
  }

  private void requireDelta(INDArray input, INDArray delta) {
    Shapes.requireShape(this, "delta", delta, outputShape(input));
    Shapes.requireType(this, "delta", delta, weight.value().dataType());
  }
}
