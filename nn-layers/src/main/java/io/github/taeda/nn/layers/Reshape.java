package io.github.taeda.nn.layers;

import io.github.taeda.nn.ModuleConfig;
import io.github.taeda.nn.ModuleType;
import io.github.taeda.nn.Reshaping;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reshaping of each example, its elements in 'c' order.
 *
 * <p>{@code [batch, …] → [batch, shape…]}. One size may be −1: it is computed from the others. The
 * delta takes the input's shape again.
 */
public final class Reshape extends Rearrangement implements Reshaping {
  /** What copies and model files know of this class. */
  public static final ModuleType<Reshape> TYPE =
      ModuleType.of(
          Reshape.class,
          Config.class,
          reshape -> new Config(Arrays.stream(reshape.shape).boxed().toList()),
          config -> new Reshape(config.sizes()));

  private record Config(List<Long> shape) implements ModuleConfig {
    @Override
    public String text() {
      return Shapes.text(sizes()); // a star for −1
    }

    long[] sizes() {
      return shape.stream().mapToLong(Long::longValue).toArray();
    }
  }

  private final long[] shape; // without the batch
  private final boolean hasRest; // one size is −1
  private final long elements; // the product of the others

  /**
   * Creates a reshaping.
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
  public long[] outputShape(INDArray input) {
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
  public ModuleType<Reshape> type() {
    return TYPE;
  }
}
