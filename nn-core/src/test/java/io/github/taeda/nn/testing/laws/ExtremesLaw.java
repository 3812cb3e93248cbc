package io.github.taeda.nn.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.ModuleCase;
import io.github.taeda.nn.testing.Pass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Huge and tiny inputs give finite numbers, and in FLOAT those of DOUBLE, wherever FLOAT can hold
 * them; also for a batch of one.
 */
public interface ExtremesLaw extends ModuleTable {
  /** From here on FLOAT may overflow on the way, in sums for instance. */
  double LARGEST = 1e37;

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void huge_and_tiny_inputs_give_right_numbers(ModuleCase row) {
    if (row.hasIds()) {
      return;
    }
    for (double size : new double[] {0, 1e-310, 1e-40, 1e-20, 1e-3, 1000, 1e10, 1e17, 1e30}) {
      if (size > row.largest()) {
        return;
      }
      check(row, size, row.shape()[0], true);
      check(row, size, row.shape()[0], false);
      check(row, size, 1, !row.dependsOnRowsInTraining());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void equal_inputs_give_right_numbers(ModuleCase row) {
    if (row.hasIds()) {
      return;
    }
    for (double number : new double[] {1e-20, 0.1, -0.3, 1000.1, 1e10, 1e17, 1e30}) {
      INDArray wide = row.batch(DataType.DOUBLE, row.shape()[0], 1);
      if (Math.abs(number) > row.largest()) {
        return;
      }
      wide.assign(number);
      check(row, "all " + number, wide, true);
      check(row, "all " + number + ", in evaluation", wide, false);
    }
  }

  private static void check(ModuleCase row, double size, long batch, boolean training) {
    String what = "size " + size + ", batch " + batch + (training ? "" : ", in evaluation");
    check(row, what, row.batch(DataType.DOUBLE, batch, 1).mul(size), training);
  }

  private static void check(ModuleCase row, String what, INDArray wide, boolean training) {
    INDArray input = wide.castTo(DataType.FLOAT);
    INDArray delta = row.delta(DataType.FLOAT, input, 1);
    INDArray wideDelta = delta.castTo(DataType.DOUBLE);
    Pass exact = Pass.of(module(row, DataType.DOUBLE, training), wide, wideDelta);
    exact.results().forEach((name, array) -> requireFinite(name + ", " + what, array));
    INDArray same = input.castTo(DataType.DOUBLE); // the very numbers
    Pass wanted = Pass.of(module(row, DataType.DOUBLE, training), same, wideDelta);
    Pass pass = Pass.of(module(row, DataType.FLOAT, training), input, delta);
    double largestDelta = Compare.largest(delta);
    pass.results()
        .forEach(
            (name, array) -> {
              // What a delta of this size, times the input for a gradient, loses by rounding.
              double scale = name.equals("output") ? 0 : largestDelta;
              scale *= name.startsWith("gradient") ? Math.max(1, Compare.largest(input)) : 1;
              requireRight(name + ", " + what, array, wanted.results().get(name), scale);
            });
  }

  private static Module module(ModuleCase row, DataType type, boolean training) {
    Module module = row.module(type);
    return training ? module : module.evaluate();
  }

  private static void requireFinite(String what, INDArray array) {
    for (double x : Compare.elements(array)) {
      if (!Double.isFinite(x)) {
        assertThat(x).as(what).isFinite();
      }
    }
  }

  private static void requireRight(String what, INDArray array, INDArray wanted, double scale) {
    if (Compare.largest(wanted) > LARGEST) {
      return;
    }
    requireFinite(what, array);
    // What is below the least normal number may be flushed to 0.
    double bound = 1e-5 * Math.max(Compare.largest(wanted), scale) + 10 * Float.MIN_NORMAL;
    double[] actual = Compare.elements(array);
    double[] expected = Compare.elements(wanted);
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      if (!(Math.abs(actual[i] - expected[i]) <= bound)) {
        assertThat(Math.abs(actual[i] - expected[i]))
            .as(what + ": " + actual[i] + " for " + expected[i])
            .isLessThanOrEqualTo(bound);
      }
    }
  }
}
