package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.NDArrays;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Base class of update rules with a state: named arrays of the vector's shape, initially zero, and
 * perhaps a count of the iterations.
 */
public abstract class StatefulRule implements UpdateRule {
  /** The name of the state that counts iterations. */
  protected static final String ITERATIONS = "iterations";

  private final double learningRate;
  private final List<String> names;
  private final Map<String, INDArray> state = new LinkedHashMap<>();

  /**
   * For subclasses.
   *
   * @param learningRate η, &gt; 0
   * @param names of the state's arrays; {@link #ITERATIONS} for the count
   */
  protected StatefulRule(double learningRate, String... names) {
    this.learningRate =
        Checks.requirePositive(getClass().getSimpleName(), "learning rate", learningRate);
    this.names = List.of(names);
  }

  /**
   * Updates the values of a slice by one iteration.
   *
   * @param values {@code [n]}, changed in place
   * @param gradients {@code [n]}, only read
   * @param learningRate η, at least 0
   * @param state of the slice
   */
  protected abstract void update(
      INDArray values, INDArray gradients, double learningRate, State state);

  @Override
  public final void update(INDArray values, INDArray gradients, double learningRate) {
    Shapes.requireNumbers(this, "values", values);
    updateSlices(values, gradients, List.of(new Slice(0, values.length(), learningRate)));
  }

  @Override
  public final void updateSlices(INDArray values, INDArray gradients, List<Slice> slices) {
    Shapes.requireNumbers(this, "values", values);
    Shapes.requireLike(this, "gradients", gradients, values);
    requireSlices(values, slices);
    double iteration = names.contains(ITERATIONS) ? countIteration() : 0;
    for (Slice slice : slices) {
      State ofSlice = new State(values, slice, iteration);
      update(slice.of(values), slice.of(gradients), slice.learningRate(), ofSlice);
    }
  }

  /**
   * Requires learning rates and, if there is a state, one of values of this shape and type.
   *
   * @throws IllegalStateException if the rule served values of another shape or type before
   */
  @Override
  public final void requireSlices(INDArray values, List<Slice> slices) {
    UpdateRule.super.requireSlices(values, slices);
    for (String name : names) {
      INDArray array = state.get(name);
      if (array != null && name.equals(ITERATIONS)) {
        requireState(name, array, DataType.DOUBLE, 1);
      } else if (array != null) {
        requireState(name, array, values.dataType(), values.shape());
      }
    }
  }

  @Override
  public final double learningRate() {
    return learningRate;
  }

  @Override
  public final Map<String, INDArray> state() {
    return new LinkedHashMap<>(state);
  }

  @Override
  public final void restore(Map<String, INDArray> state) {
    if (!state.isEmpty() && !state.keySet().equals(Set.copyOf(names))) {
      throw new IllegalArgumentException(
          this + ": the state must have " + names + ", but has " + state.keySet());
    }
    state.forEach((name, array) -> Shapes.requireNumbers(this, name, array));
    this.state.clear();
    state.forEach((name, array) -> this.state.put(name, array.dup('c')));
  }

  /** Requires arrays that could be the state of this rule for a vector of values. */
  public final void requireFit(Map<String, INDArray> state, INDArray values) {
    state.forEach(
        (name, array) -> {
          if (name.equals(ITERATIONS)) {
            Shapes.requireShape(this, name, array, 1);
            Shapes.requireType(this, name, array, DataType.DOUBLE);
          } else {
            Shapes.requireLike(this, name, array, values);
          }
        });
  }

  private double countIteration() {
    INDArray iterations = array(ITERATIONS, DataType.DOUBLE, 1);
    Elementwise.addScalar(iterations, 1, iterations);
    return iterations.getDouble(0);
  }

  private INDArray array(String name, DataType type, long... shape) {
    if (!names.contains(name)) {
      throw new IllegalArgumentException(this + " has no state " + name + ", only " + names);
    }
    INDArray array = state.get(name);
    if (array == null) {
      array = NDArrays.zeros(type, shape);
      state.put(name, array);
    }
    return array;
  }

  private void requireState(String name, INDArray array, DataType type, long... shape) {
    if (array.dataType() != type || !Arrays.equals(array.shape(), shape)) {
      throw new IllegalStateException(
          String.format(
              "%s: the state %s is %s %s, but the values need %s %s; one rule serves one module",
              this, name, array.dataType(), Shapes.text(array.shape()), type, Shapes.text(shape)));
    }
  }

  /** The state of one slice in one iteration. */
  protected final class State {
    private final INDArray values; // the whole vector
    private final Slice slice;
    private final double iteration;

    private State(INDArray values, Slice slice, double iteration) {
      this.values = values;
      this.slice = slice;
      this.iteration = iteration;
    }

    /** The array of a name, zeros at first; the same slice of it as of the values. */
    public INDArray get(String name) {
      return slice.of(array(name, values.dataType(), values.shape()));
    }

    /** The iteration that {@link #ITERATIONS} counts, 1 for the first. */
    public double iteration() {
      return iteration;
    }
  }
}
