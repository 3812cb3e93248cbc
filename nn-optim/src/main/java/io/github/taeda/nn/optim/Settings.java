package io.github.taeda.nn.optim;

import io.github.taeda.nn.Shapes;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks of the numbers that rules and loops are set with; NaN is refused by each. */
final class Settings {
  private Settings() {}

  static double requirePositive(String owner, String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          owner + ": " + name + " must be > 0 and finite, but was " + value);
    }
    return value;
  }

  static double requireNotNegative(String owner, String name, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          owner + ": " + name + " must be at least 0 and finite, but was " + value);
    }
    return value;
  }

  /** Requires a number from 0 to 1, 1 excluded. */
  static double requireFraction(String owner, String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          owner + ": " + name + " must be at least 0 and less than 1, but was " + value);
    }
    return value;
  }

  /** Requires that the rule has a step size, for {@code what} needs it. */
  static void requireStep(UpdateRule rule, String what) {
    if (Double.isNaN(rule.step())) {
      throw new IllegalArgumentException(
          "Optim: " + what + " needs the step size of the rule, but " + rule + " has none");
    }
  }

  /** Requires DOUBLE numbers among the arrays of a listener's state. */
  static double[] requireNumbers(
      Object owner, String name, Map<String, INDArray> state, int count) {
    INDArray array = state.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          owner + ": the state must have " + name + ", but has " + state.keySet());
    }
    Shapes.requireShape(owner, name, array, count);
    Shapes.requireType(owner, name, array, DataType.DOUBLE);
    return array.toDoubleVector();
  }

  static int requireCount(String owner, String name, int value) {
    requireCount(owner, name, (long) value);
    return value;
  }

  static long requireCount(String owner, String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          owner + ": " + name + " must be at least 1, but was " + value);
    }
    return value;
  }
}
