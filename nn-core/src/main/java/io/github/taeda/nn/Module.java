package io.github.taeda.nn;

import io.github.taeda.nn.ops.Elementwise;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Base class of modules, differentiable functions with parameters: a module computes its output,
 * the delta for the module before it, and the gradients of its parameters, each by an explicit
 * method.
 *
 * <p>With input x, output y = f(x, θ) and a loss L that depends on y, the caller passes the delta
 * ∂L/∂y and gets the delta ∂L/∂x; the gradient ∂L/∂θ is added to what the parameters hold already.
 * Arrays have the batch first and, where there are channels, the channels last.
 *
 * <p>Every module keeps these laws: inputs and deltas are never written to; every returned array is
 * new, except inside a step of a {@link io.github.taeda.nn.ops.Scratch}; backward may be called
 * with any input and recomputes what it needs if that is not the array last given to {@code
 * forward} in training, which leaves {@link #buffers()} alone but draws new random numbers; in
 * evaluation {@code forward} stores nothing, so any number of threads may call it on one module; an
 * array of a wrong shape or type is a {@link ShapeException} before anything is computed. Backward
 * is meant for the values that forward saw: between the two, neither the input nor the output nor a
 * parameter may be written to.
 */
public abstract class Module {
  private boolean training = true;

  /** For subclasses. A new module is in training. */
  protected Module() {}

  /**
   * Computes the output.
   *
   * @param input x
   * @return y = f(x, θ)
   * @throws ShapeException if the input does not fit
   */
  public abstract INDArray forward(INDArray input);

  /**
   * Computes the delta of the input.
   *
   * @param input x, as given to {@code forward}
   * @param delta ∂L/∂y, of the output's shape
   * @return ∂L/∂x, of the input's shape
   * @throws ShapeException if input or delta do not fit
   */
  public abstract INDArray backwardDelta(INDArray input, INDArray delta);

  /**
   * Adds ∂L/∂θ to the gradients of the parameters; a module without parameters does nothing.
   *
   * @param input x, as given to {@code forward}
   * @param delta ∂L/∂y, of the output's shape
   * @throws ShapeException if input or delta do not fit; no gradient has changed then
   */
  public void backwardUpdateGradient(INDArray input, INDArray delta) {}

  /**
   * Does both: adds the gradients and computes the delta of the input. Containers do it in one
   * pass.
   *
   * @param input x, as given to {@code forward}
   * @param delta ∂L/∂y, of the output's shape
   * @return ∂L/∂x, of the input's shape
   * @throws ShapeException if input or delta do not fit; no gradient has changed then
   */
  public INDArray backward(INDArray input, INDArray delta) {
    INDArray inputDelta = backwardDelta(input, delta);
    backwardUpdateGradient(input, delta);
    return inputDelta;
  }

  /**
   * Descends: value ← value − gradientStep · gradient, for every parameter that is not frozen.
   *
   * @param gradientStep the learning rate, finite
   */
  public void updateParameters(double gradientStep) {
    if (!Double.isFinite(gradientStep)) {
      throw new IllegalArgumentException(
          Container.nameOf(this) + ": gradientStep must be finite, but was " + gradientStep);
    }
    for (Parameter parameter : parameters()) {
      if (!parameter.isFrozen()) {
        Elementwise.addScaled(-gradientStep, parameter.gradient(), parameter.value());
      }
    }
  }

  /** Sets every gradient to zero; they are summed from then on. */
  public void zeroGradient() {
    for (Parameter parameter : parameters()) {
      Elementwise.fill(parameter.gradient(), 0);
    }
  }

  /** The parameters in order, each once; none by default. */
  public List<Parameter> parameters() {
    return List.of();
  }

  /** The non-trainable buffers in order, each once; none by default. */
  public List<Buffer> buffers() {
    return List.of();
  }

  /**
   * The generators of random numbers that forward passes draw from, in order, each once; none by
   * default. A checkpoint keeps their state.
   */
  public List<RandomGenerator> generators() {
    return List.of();
  }

  /**
   * What copies, model files and {@code toString} know of the class, declared next to it as a
   * constant {@code TYPE}; null unless overridden, and then the module can be neither copied nor
   * saved.
   */
  public @Nullable ModuleType<?> type() {
    return null;
  }

  /**
   * A deep copy with its own parameters, gradients and buffers, in the same mode. What was shared
   * within the module is shared within the copy; generators of random numbers remain shared with
   * the original.
   *
   * @throws UnsupportedOperationException if this module or one within it has no {@link #type()}
   */
  public final Module copy() {
    return new CopyContext().of(this);
  }

  /** Switches to training, the mode of a new module. */
  public Module train() {
    training = true;
    return this;
  }

  /** Switches to evaluation: {@code forward} stores nothing, and dropout is the identity. */
  public Module evaluate() {
    training = false;
    return this;
  }

  /** Whether the module is in training; false on a thread that runs an {@link EvaluationPass}. */
  public boolean isTraining() {
    return training && !EvaluationPass.isHere();
  }

  /**
   * Converts parameters, gradients and buffers to another type. A new module is FLOAT.
   *
   * @param type FLOAT or DOUBLE
   * @throws IllegalStateException if the parameters are part of a {@link ParameterVector}; none has
   *     changed then
   */
  public Module to(DataType type) {
    Objects.requireNonNull(type, () -> Container.nameOf(this) + ": type is null");
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw new IllegalArgumentException(
          Container.nameOf(this) + ": type must be FLOAT or DOUBLE, but was " + type);
    }
    List<Parameter> parameters = parameters();
    for (Parameter parameter : parameters) {
      if (parameter.owner() != null && parameter.value().dataType() != type) {
        throw new IllegalStateException(
            Container.nameOf(this)
                + ": parameter "
                + parameter.name()
                + " is part of a ParameterVector, whose type is fixed; call to("
                + type
                + ") before ParameterVector.of or new Optim");
      }
    }
    parameters.forEach(parameter -> parameter.to(type));
    buffers().forEach(buffer -> buffer.to(type));
    return this;
  }

  /** Takes over the other's mode, without its children's. */
  final void copyMode(Module other) {
    training = other.training;
  }

  /** Class and configuration, {@code Linear(3 -> 4)}; without a {@link #type()}, the class. */
  @Override
  public String toString() {
    ModuleType<?> type = type();
    return type == null ? getClass().getSimpleName() : type.text(this);
  }
}
