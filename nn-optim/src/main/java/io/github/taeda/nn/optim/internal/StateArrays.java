package io.github.taeda.nn.optim.internal;

import io.github.taeda.nn.Shapes;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads the arrays of a listener's saved state. */
public final class StateArrays {
  private StateArrays() {}

  /**
   * The values of a DOUBLE array.
   *
   * @param length how many they must be
   */
  public static double[] doubles(
      Object owner, String name, Map<String, INDArray> state, int length) {
    INDArray array = state.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          owner + ": the state must have " + name + ", but has " + state.keySet());
    }
    Shapes.requireShape(owner, name, array, length);
    Shapes.requireType(owner, name, array, DataType.DOUBLE);
    return array.toDoubleVector();
  }
}
