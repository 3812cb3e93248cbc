package io.github.taeda.nn.layers;

import io.github.taeda.nn.CopyContext;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Each example in another shape, its elements in 'c' order: {@code [batch, …] → [batch, shape…]}.
 * One size may be −1: as many as are left for it. The delta takes the input's shape again.
 */
public final class Reshape extends Rearrangement {
  final long[] shape; // without the batch
  private final boolean hasRest; // one size is −1
  private final long elements; // the product of the others

  /**
   * Makes a reshaping.
   *
   * @param shape of one example, each size at least 1, or −1 for one of them
   */
  public Reshape(long... shape) {
    this.shape = Objects.requireNonNull(shape, "Reshape: shape is null").clone();
    long[] sizes = Arrays.stream(shape).filter(size -> size != -1).toArray();
    if (sizes.length < shape.length - 1) {
      throw new IllegalArgumentException(
          "Reshape: only one size may be -1, but the shape was " + Arrays.toString(shape));
    }
    for (long size : sizes) {
      Shapes.requireSize("Reshape", "each size", size);
    }
    hasRest = sizes.length < shape.length;
    elements = Shapes.requireCount("Reshape", "each example", sizes);
  }

  @Override
  long[] outputShape(INDArray input) {
    Shapes.requireNumbers(this, "input", input);
    long length = input.rank() == 0 ? 0 : input.length() / input.size(0); // of one example
    long rest = length / elements;
    if (rest * elements != length || rest == 0 || (!hasRest && rest != 1)) {
      throw new ShapeException(
          this
              + ": each example of the input must have "
              + (hasRest ? "a multiple of " : "")
              + elements
              + " elements, but the input was "
              + Shapes.text(input.shape()));
    }
    LongStream sizes = Arrays.stream(shape).map(size -> size == -1 ? rest : size);
    return LongStream.concat(LongStream.of(input.size(0)), sizes).toArray();
  }

  @Override
  protected Module copyWith(CopyContext copies) {
    return new Reshape(shape);
  }

  /** {@code Reshape([28, 28, 1])}; a star stands for −1. */
  @Override
  public String toString() {
    return "Reshape(" + Shapes.text(shape) + ")";
  }
}
