package io.github.taeda.nn;

import io.github.taeda.nn.ops.Elementwise;
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
 * arrays: {@link Module#to} and {@link ParameterVector#of} move them, and within a pass of an
 * {@code Optim} a gradient that was asked for before may hold what is to be overwritten.
 */
public final class Parameter implements ModuleArray {
  private final String name;
  private Memory memory;

  /**
   * Creates a parameter with a copy of a value and a gradient of zeros.
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
    this.name = Objects.requireNonNull(name, "Parameter: name is null");
    this.memory = memory;
  }

  /**
   * Creates a FLOAT parameter whose elements are drawn one after the other, in 'c' order.
   *
   * @param name the field's word for it
   * @param elements draws the initial value of each element, such as {@link Init#weights}
   * @param shape the parameter's shape
   * @throws IllegalArgumentException if it has more elements than an array can hold
   */
  public static Parameter of(String name, DoubleSupplier elements, long... shape) {
    Objects.requireNonNull(elements, () -> "Parameter " + name + ": elements is null");
    Objects.requireNonNull(shape, () -> "Parameter " + name + ": shape is null");
    float[] values = new float[Shapes.requireCount("Parameter " + name, "value", shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) elements.getAsDouble();
    }
    return new Parameter(name, NDArrays.of(values, shape));
  }

  /**
   * Creates a FLOAT parameter whose elements are all alike.
   *
   * @throws IllegalArgumentException if it has more elements than an array can hold
   */
  public static Parameter filled(String name, double element, long... shape) {
    return of(name, () -> element, shape);
  }

  @Override
  public String name() {
    return name;
  }

  /** The elements; modules compute with them, update rules write to them. */
  @Override
  public INDArray value() {
    return memory.value;
  }

  /** ∂loss/∂value, summed since the last {@code zeroGradient}. */
  public INDArray gradient() {
    if (memory.isOutdated) {
      memory.isOutdated = false;
      Elementwise.fill(memory.gradient, 0);
    }
    return memory.gradient;
  }

  /**
   * Whether the caller must write every element of {@link #gradient()} instead of adding to it,
   * because nothing was added since it was set to zero: true once after {@link
   * ParameterVector#beginGradient()} for a large parameter, else false. A module that asks saves
   * the zeroing; one that adds to {@link #gradient()} is as right.
   */
  public boolean overwritesGradient() {
    boolean overwrites = memory.isOutdated;
    memory.isOutdated = false;
    return overwrites;
  }

  /** Lets the gradient count as zero until somebody asks for it. */
  void outdateGradient() {
    memory.isOutdated = true;
  }

  @Override
  public void set(INDArray elements) {
    Shapes.requireLike("Parameter " + name, "elements", elements, memory.value);
    Slices.copy(elements, memory.value);
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

  /** Takes copies of the other's value and gradient, and whether it is frozen. */
  void copyFrom(Parameter other) {
    memory.value = other.value().dup('c');
    memory.gradient = other.gradient().dup('c');
    memory.frozen = other.isFrozen();
  }

  /** Becomes a name of the other's memory. */
  void shareWith(Parameter other) {
    memory = other.memory;
  }

  /** Moves value and gradient to another type. */
  void to(DataType type) {
    if (memory.value.dataType() != type) {
      memory.value = memory.value.castTo(type);
      memory.gradient = gradient().castTo(type);
    }
  }

  /**
   * Moves value and gradient into views of the arrays of a vector.
   *
   * @param owner the vector
   */
  void moveTo(Object owner, INDArray value, INDArray gradient) {
    value.assign(memory.value);
    gradient.assign(gradient());
    memory.value = value;
    memory.gradient = gradient;
    memory.owner = owner;
  }

  /** The vector that owns the arrays, if any. */
  @Nullable Object owner() {
    return memory.owner;
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

  /** Where the elements are; shared by all names of one parameter. */
  private static final class Memory {
    private INDArray value;
    private INDArray gradient;
    private @Nullable Object owner;
    private boolean frozen;
    private boolean isOutdated; // the gradient counts as zero, but still holds an older one

    Memory(INDArray initial) {
      value = initial.dup('c');
      gradient = NDArrays.zeros(initial.dataType(), initial.shape());
    }
  }
}
