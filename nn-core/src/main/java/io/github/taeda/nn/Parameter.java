package io.github.taeda.nn;

import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Slices;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An array that is learnt, with its gradient.
 *
 * <p>A parameter is a name for memory: the containers around a module see the same value and
 * gradient under a longer name ({@code weight}, {@code 0.weight}), and two parameters are equal if
 * they are the same memory. Ask {@link #value()} and {@link #gradient()} anew rather than keep the
 * arrays: {@link Module#to} and {@link ParameterVector#of} move them.
 */
public final class Parameter {
  private final String name;
  private final Memory memory;

  /**
   * Makes a parameter with a copy of these numbers and a gradient of zeros.
   *
   * @param name the field's word for it, such as {@code weight}
   * @param value FLOAT or DOUBLE, of any shape
   */
  public Parameter(String name, INDArray value) {
    this(name, new Memory(requireNumbers(name, value)));
  }

  private static INDArray requireNumbers(String name, INDArray value) {
    Shapes.requireNumbers("Parameter " + name, "value", value);
    return value;
  }

  private Parameter(String name, Memory memory) {
    this.name = Objects.requireNonNull(name, "name");
    this.memory = memory;
  }

  /**
   * Makes a FLOAT parameter whose numbers are drawn one after the other, in 'c' order.
   *
   * @param name the field's word for it
   * @param numbers where each number comes from
   * @param shape the parameter's shape
   * @throws IllegalArgumentException if it has more numbers than an array can hold
   */
  public static Parameter drawn(String name, DoubleSupplier numbers, long... shape) {
    float[] values = new float[Shapes.requireCount("Parameter " + name, "value", shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) numbers.getAsDouble();
    }
    return new Parameter(name, NDArrays.of(values, shape));
  }

  /** The name within the module that was asked for its parameters. */
  public String name() {
    return name;
  }

  /** The numbers themselves; modules compute with them, update rules write to them. */
  public INDArray value() {
    return memory.value;
  }

  /**
   * The cost's derivative with respect to the value, summed since the last {@code zeroGradient}.
   */
  public INDArray gradient() {
    return memory.gradient;
  }

  /**
   * Copies numbers into the value, in place.
   *
   * @param numbers an array of the value's shape and type, in any order
   * @throws ShapeException if shape or type differ; the value is then unchanged
   */
  public void set(INDArray numbers) {
    Shapes.requireLike("Parameter " + name, "numbers", numbers, memory.value);
    Slices.copy(numbers, memory.value);
  }

  /** Keeps the value as it is, whatever update comes, until {@link #unfreeze()}. */
  public void freeze() {
    memory.frozen = true;
  }

  /** Lets the value learn again. */
  public void unfreeze() {
    memory.frozen = false;
  }

  /** Whether updates leave the value alone. */
  public boolean isFrozen() {
    return memory.frozen;
  }

  /** The same memory under the name {@code path.name}. */
  Parameter within(String path) {
    return new Parameter(path + "." + name, memory);
  }

  /** A parameter of the same name with its own memory. */
  Parameter copy() {
    Parameter copy = new Parameter(name, value());
    copy.gradient().assign(gradient());
    copy.memory.frozen = isFrozen();
    return copy;
  }

  /** Moves value and gradient to another type. */
  void to(DataType type) {
    if (memory.value.dataType() != type) {
      memory.value = memory.value.castTo(type);
      memory.gradient = memory.gradient.castTo(type);
    }
  }

  /** Moves value and gradient into views of a vector's arrays, which take over the numbers. */
  void moveTo(ParameterVector vector, INDArray value, INDArray gradient) {
    value.assign(memory.value);
    gradient.assign(memory.gradient);
    memory.value = value;
    memory.gradient = gradient;
    memory.vector = vector;
  }

  /** The vector this parameter is part of, if any. */
  @Nullable ParameterVector vector() {
    return memory.vector;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Parameter parameter && memory == parameter.memory;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(memory);
  }

  /** {@code weight [3, 2]}. */
  @Override
  public String toString() {
    return name + " " + Shapes.text(memory.value.shape());
  }

  /** Where the numbers are; shared by all names of one parameter. */
  private static final class Memory {
    private INDArray value;
    private INDArray gradient;
    private @Nullable ParameterVector vector;
    private boolean frozen;

    Memory(INDArray numbers) {
      value = numbers.dup('c');
      gradient = NDArrays.zeros(numbers.dataType(), numbers.shape());
    }
  }
}
