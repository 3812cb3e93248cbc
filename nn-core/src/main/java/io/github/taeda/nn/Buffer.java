package io.github.taeda.nn;

import io.github.taeda.nn.ops.Slices;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Non-trainable buffer of a module, such as a running mean: model files and copies include it,
 * update rules do not change it.
 *
 * <p>Like a {@link Parameter} it is a name for memory: containers see the same value under a longer
 * name ({@code runningMean}, {@code 1.runningMean}), and two buffers are equal if they are the same
 * memory.
 */
public final class Buffer implements ModuleArray {
  private final String name;
  private Memory memory; // shared by all names of one buffer

  /**
   * Creates a buffer with a copy of a value.
   *
   * @param value FLOAT or DOUBLE, of any shape
   */
  public Buffer(String name, INDArray value) {
    this(name, new Memory(copyOf(name, value)));
  }

  private Buffer(String name, Memory memory) {
    this.name = Objects.requireNonNull(name, "Buffer: name is null");
    this.memory = memory;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public INDArray value() {
    return memory.value;
  }

  @Override
  public void set(INDArray elements) {
    Shapes.requireLike("Buffer " + name, "elements", elements, value());
    Slices.copy(elements, value());
  }

  /** The same memory under the name {@code path.name}. */
  Buffer within(String path) {
    return new Buffer(path + "." + name, memory);
  }

  /** Takes a copy of the other's value. */
  void copyFrom(Buffer other) {
    memory.value = other.value().dup('c');
  }

  /** Becomes a name of the other's memory. */
  void shareWith(Buffer other) {
    memory = other.memory;
  }

  void to(DataType type) {
    if (value().dataType() != type) {
      memory.value = value().castTo(type);
    }
  }

  private static INDArray copyOf(String name, INDArray value) {
    Shapes.requireNumbers("Buffer " + name, "value", value);
    return value.dup('c');
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Buffer buffer && memory == buffer.memory;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(memory);
  }

  /** {@code runningMean [3]}. */
  @Override
  public String toString() {
    return name + " " + Shapes.text(value().shape());
  }

  /** Where the elements are; shared by all names of one buffer. */
  private static final class Memory {
    private INDArray value;

    Memory(INDArray value) {
      this.value = value;
    }
  }
}
