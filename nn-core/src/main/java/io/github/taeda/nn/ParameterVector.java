package io.github.taeda.nn;

import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.NDArrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * All parameters of a module in one contiguous vector, and all their gradients in another (Torch's
 * {@code getParameters}).
 *
 * <p>Creating one moves the arrays: value and gradient of each parameter become views of the two
 * vectors, so that an update rule is a few calls whatever the number of layers, and a checkpoint or
 * a norm is one array. The modules compute with the views as before; the type can no longer change.
 *
 * <p>A parameter is part of one vector at a time. {@link #of} the same parameters returns the
 * vector that exists; a vector of only some of them takes those over, and the older one can no
 * longer be used.
 */
public final class ParameterVector {
  /** Elements from which a gradient is worth not being zeroed before it is overwritten. */
  private static final long LARGE = 4096;

  private final List<Parameter> parameters;
  private final INDArray values; // [n]
  private final INDArray gradients; // [n]
  private @Nullable Module complete; // had all its parameters in this vector …
  private long appended; // … when so many children had been added
  private final boolean hasLarge; // parameters

  private ParameterVector(List<Parameter> parameters, DataType type, long length) {
    this.parameters = parameters;
    this.values = NDArrays.zeros(type, length);
    this.gradients = NDArrays.zeros(type, length);
    long start = 0;
    for (Parameter parameter : parameters) {
      long[] shape = parameter.value().shape();
      long end = start + parameter.value().length();
      parameter.moveTo(this, view(values, start, end, shape), view(gradients, start, end, shape));
      start = end;
    }
    hasLarge = parameters.stream().anyMatch(ParameterVector::isLarge);
  }

  /**
   * Gathers the parameters of a module.
   *
   * @throws IllegalArgumentException if it has none, or they are of two types
   */
  public static ParameterVector of(Module module) {
    Objects.requireNonNull(module, "ParameterVector: module is null");
    List<Parameter> parameters = List.copyOf(module.parameters());
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "ParameterVector: " + Container.nameOf(module) + " has no parameters to gather");
    }
    if (parameters.get(0).owner() instanceof ParameterVector existing
        && existing.parameters.equals(parameters)
        && existing.isCurrent()) {
      return existing;
    }
    DataType type = parameters.get(0).value().dataType();
    long length = 0;
    for (Parameter parameter : parameters) {
      if (parameter.value().dataType() != type) {
        throw new IllegalArgumentException(
            String.format(
                "ParameterVector: %s is %s, but %s is %s; call to(…) on the whole module first",
                parameters.get(0).name(), type, parameter.name(), parameter.value().dataType()));
      }
      length += parameter.value().length();
    }
    return new ParameterVector(parameters, type, length);
  }

  /** The parameters in the order of the vectors. */
  public List<Parameter> parameters() {
    return parameters;
  }

  /** All values, {@code [length]}. */
  public INDArray values() {
    requireCurrent();
    return values;
  }

  /** All gradients, {@code [length]}. */
  public INDArray gradients() {
    requireCurrent();
    if (hasLarge) {
      parameters.forEach(Parameter::gradient); // sets to zero what still counts as zero only
    }
    return gradients;
  }

  /** The number of elements of all parameters. */
  public long length() {
    return values.length();
  }

  /** Sets every gradient to zero. */
  public void zeroGradient() {
    Elementwise.fill(gradients(), 0);
  }

  /**
   * Sets every gradient to zero for a pass that follows at once: a large one only counts as zero
   * until {@link Parameter#gradient()} or {@link #gradients()} is asked for, so that what would be
   * added first can overwrite it ({@link Parameter#overwritesGradient()}).
   */
  public void beginGradient() {
    if (!hasLarge) {
      zeroGradient();
      return;
    }
    requireCurrent();
    for (Parameter parameter : parameters) {
      if (isLarge(parameter)) {
        parameter.outdateGradient();
      } else {
        Elementwise.fill(parameter.gradient(), 0);
      }
    }
  }

  private static boolean isLarge(Parameter parameter) {
    return parameter.value().length() >= LARGE;
  }

  /**
   * Requires that the module has no parameters beside these, such as those of a child that was
   * added to a container later. One comparison unless a container has grown since the last call.
   *
   * @throws IllegalStateException if it has; the message names them
   */
  public void requireAllOf(Module module) {
    long now = Container.appended();
    if (module == complete && now == appended) {
      return;
    }
    List<String> others =
        module.parameters().stream()
            .filter(parameter -> !parameters.contains(parameter))
            .map(Parameter::name)
            .toList();
    if (!others.isEmpty()) {
      throw new IllegalStateException(
          Container.nameOf(module)
              + " has parameters that were added after its Optim (or ParameterVector) was made and"
              + " would not be trained, "
              + others
              + "; add all modules first, or make a new Optim with a new rule");
    }
    complete = module;
    appended = now;
  }

  private boolean isCurrent() {
    for (Parameter parameter : parameters) {
      if (parameter.owner() != this) {
        return false;
      }
    }
    return true;
  }

  private void requireCurrent() {
    if (!isCurrent()) {
      throw new IllegalStateException(
          "ParameterVector: a newer ParameterVector (or Optim) took over some of these parameters;"
              + " make a new one, or let each train parts of its own");
    }
  }

  private static INDArray view(INDArray vector, long start, long end, long... shape) {
    return vector.get(NDArrayIndex.interval(start, end)).reshape('c', shape);
  }

  @Override
  public String toString() {
    return "ParameterVector(" + length() + " elements of " + parameters.size() + " parameters)";
  }
}
