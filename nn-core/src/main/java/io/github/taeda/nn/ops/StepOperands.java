package io.github.taeda.nn.ops;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks what a recurrence over time steps is given; the states' shape is what the others fit. */
final class StepOperands {
  private final String op;
  private final List<String> names = new ArrayList<>();
  private final List<INDArray> arrays = new ArrayList<>();
  private final List<Boolean> outputs = new ArrayList<>();
  private final INDArray states;

  /** Requires {@code states} {@code [length + 1, batch, hidden]}, and padding that fits them. */
  StepOperands(
      String op, String name, INDArray states, boolean isOutput, boolean @Nullable [] padding) {
    this.op = op;
    this.states = states;
    Operands.requireNumbers(op, name, states);
    if (states.rank() != 3 || states.size(0) < 2) {
      String shape = Arrays.toString(states.shape());
      throw new IllegalArgumentException(
          op + ": " + name + " must be [length + 1, batch, hidden], but was " + shape);
    }
    add(name, states, isOutput);
    if (padding != null && padding.length != length() * batch()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: padding must have %d elements, one per step and sequence, but had %d",
              op,
              length() * batch(),
              padding.length));
    }
  }

  int length() {
    return Math.toIntExact(states.size(0) - 1);
  }

  int batch() {
    return Math.toIntExact(states.size(1));
  }

  int hidden() {
    return Math.toIntExact(states.size(2));
  }

  /** Requires the recurrent weight, {@code [hidden, parts · hidden]}. */
  StepOperands weight(INDArray array, int parts) {
    return input("recurrentWeight", array, hidden(), (long) parts * hidden());
  }

  /** Requires an input of this shape. */
  StepOperands input(String name, INDArray array, long... shape) {
    Operands.require(op, name, array, states.dataType(), shape);
    return add(name, array, false);
  }

  /** Requires an input {@code [length, batch, parts · hidden]}. */
  StepOperands input(String name, INDArray array, int parts) {
    return input(name, array, length(), batch(), (long) parts * hidden());
  }

  /** Requires an output {@code [length, batch, parts · hidden]}. */
  StepOperands output(String name, INDArray array, int parts) {
    return output(name, array, length(), batch(), (long) parts * hidden());
  }

  /** Requires an output of this shape. */
  StepOperands output(String name, INDArray array, long... shape) {
    Operands.require(op, name, array, states.dataType(), shape);
    return add(name, array, true);
  }

  /** Requires the delta of one state, {@code [batch, hidden]}, an output. */
  StepOperands state(String name, INDArray array) {
    return output(name, array, batch(), hidden());
  }

  /** Requires the delta of the states after all steps, if there is one. */
  StepOperands delta(@Nullable INDArray array) {
    return array == null ? this : input("delta", array, 1);
  }

  private StepOperands add(String name, INDArray array, boolean isOutput) {
    if (isOutput) {
      Operands.requireContiguous(op, name, array);
    }
    for (int i = 0; i < names.size(); i++) {
      if (isOutput) {
        Operands.requireOther(op, name, array, names.get(i), arrays.get(i));
      } else if (outputs.get(i)) {
        Operands.requireOther(op, names.get(i), arrays.get(i), name, array);
      }
    }
    names.add(name);
    arrays.add(array);
    outputs.add(isOutput);
    return this;
  }
}
