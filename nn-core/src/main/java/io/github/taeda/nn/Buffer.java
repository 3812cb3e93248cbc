package io.github.taeda.nn;

import io.github.taeda.nn.ops.Slices;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array of a module that is kept but not learnt, such as a running mean: part of what a model
 * file holds, no business of update rules.
 *
 * <p>Like a {@link Parameter} it is a name for memory: containers see the same value under a longer
 * name ({@code runningMean}, {@code 1.runningMean}).
 */
public final class Buffer {
  private final String name;
  private final INDArray[] memory; // one place, shared by all names

  /** Makes a state with a copy of these numbers. */
  public Buffer(String name, INDArray value) {
    this(name, new INDArray[] {copyOf(name, value)});
  }

  private Buffer(String name, INDArray[] memory) {
    this.name = Objects.requireNonNull(name, "name");
    this.memory = memory;
  }

  /** The name within the module that was asked for its state. */
  public String name() {
    return name;
  }

  /** The numbers themselves. */
  public INDArray value() {
    return memory[0];
  }

  /**
   * Copies numbers into the value, in place.
   *
   * @throws ShapeException if shape or type differ; the value is then unchanged
   */
  public void set(INDArray numbers) {
    Shapes.requireLike("State " + name, "numbers", numbers, value());
    Slices.copy(numbers, value());
  }

  /** The same memory under the name {@code path.name}. */
  Buffer within(String path) {
    return new Buffer(path + "." + name, memory);
  }

  /** Whether the other is a name of the same memory. */
  boolean isSame(Buffer other) {
    return memory == other.memory;
  }

  void to(DataType type) {
    if (value().dataType() != type) {
      memory[0] = value().castTo(type);
    }
  }

  private static INDArray copyOf(String name, INDArray value) {
    Shapes.requireNumbers("State " + name, "value", value);
    return value.dup('c');
  }

  /** {@code runningMean [3]}. */
  @Override
  public String toString() {
    return name + " " + Shapes.text(value().shape());
  }
}
