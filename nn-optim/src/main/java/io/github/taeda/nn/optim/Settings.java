package io.github.taeda.nn.optim;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.optim.rules.UpdateRule;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Checks of update rules and of listeners' states. */
public final class Settings {
  private Settings() {}

  /** Requires that the rule has a step size, for {@code what} needs it. */
  public static void requireStep(UpdateRule rule, String what) {
    if (Double.isNaN(rule.step())) {
      throw new IllegalArgumentException(
          "Optim: " + what + " needs the step size of the rule, but " + rule + " has none");
    }
  }

  /** Requires DOUBLE numbers among the arrays of a listener's state. */
  public static double[] requireNumbers(
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
}
