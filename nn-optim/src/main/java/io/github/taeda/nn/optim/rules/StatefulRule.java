package io.github.taeda.nn.optim.rules;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An update rule with a step size η, which a {@link Schedule} may scale, and with arrays that it
 * remembers by name, initially zero.
 */
public abstract class StatefulRule implements UpdateRule {
  private final double step;
  private final List<String> names;
  private final Map<String, INDArray> state = new LinkedHashMap<>();
  private double factor = 1;

  /**
   * For subclasses.
   *
   * @param step η, &gt; 0
   * @param names of the arrays that the rule remembers, each asked for in every update
   */
  protected StatefulRule(double step, String... names) {
    this.step = Checks.requirePositive(getClass().getSimpleName(), "learning rate", step);
    this.names = List.of(names);
  }

  @Override
  public final void update(INDArray values, INDArray gradients) {
    Shapes.requireNumbers(this, "values", values);
    Shapes.requireLike(this, "gradients", gradients, values);
    move(values, gradients);
  }

  /**
   * Updates the values by one iteration with the step size {@link #step()}.
   *
   * @param values {@code [n]}, changed in place
   * @param gradients {@code [n]}, only read
   */
  protected abstract void move(INDArray values, INDArray gradients);

  /**
   * What the rule remembers under a name, zeros at first.
   *
   * @param values the values, whose shape and type it has
   * @throws IllegalStateException if the rule served values of another shape or type before
   */
  protected final INDArray state(String name, INDArray values) {
    return state(name, values.dataType(), values.shape());
  }

  /** Counts the updates in the state {@code iterations}: 1 at the first. */
  protected final double countIteration() {
    INDArray iterations = state("iterations", DataType.DOUBLE, 1);
    Elementwise.addScalar(iterations, 1, iterations);
    return iterations.getDouble(0);
  }

  @Override
  public final double step() {
    return step * factor;
  }

  /** The step size that the rule was made with, for {@code with…} methods. */
  protected final double baseStep() {
    return step;
  }

  @Override
  public final void stepFactor(double factor) {
    if (!(factor >= 0 && factor < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          this + ": the factor of the step must be at least 0 and finite, but was " + factor);
    }
    this.factor = factor;
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

  /** Requires arrays that could be the state of a rule for these values. */
  public final void requireFit(Map<String, INDArray> state, INDArray values) {
    state.forEach(
        (name, array) -> {
          if (name.equals("iterations")) {
            Shapes.requireShape(this, name, array, 1);
            Shapes.requireType(this, name, array, DataType.DOUBLE);
          } else {
            Shapes.requireLike(this, name, array, values);
          }
        });
  }

  private INDArray state(String name, DataType type, long... shape) {
    if (!names.contains(name)) {
      throw new IllegalArgumentException(this + " has no state " + name + ", only " + names);
    }
    INDArray array = state.computeIfAbsent(name, key -> NDArrays.zeros(type, shape));
    if (array.dataType() != type || !Arrays.equals(array.shape(), shape)) {
      throw new IllegalStateException(
          String.format(
              "%s: the state %s is %s %s, but the values need %s %s; one rule serves one module",
              this, name, array.dataType(), Shapes.text(array.shape()), type, Shapes.text(shape)));
    }
    return array;
  }
}
