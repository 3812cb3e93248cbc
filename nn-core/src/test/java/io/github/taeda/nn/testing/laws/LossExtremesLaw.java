package io.github.taeda.nn.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.LossCase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Huge and tiny predictions give finite costs and deltas, and in FLOAT those of DOUBLE; a cost that
 * FLOAT cannot hold is infinite, not NaN.
 */
public interface LossExtremesLaw extends LossTable {
  /** From here on FLOAT may overflow on the way, in sums for instance. */
  double LARGEST = 1e37;

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void huge_and_tiny_predictions_give_right_numbers(LossCase row) {
    for (Reduction reduction : Reduction.values()) {
      for (double size : row.sizes()) {
        check(row, reduction, size, 4);
        check(row, reduction, size, 1);
      }
    }
  }

  private static void check(LossCase row, Reduction reduction, double size, long batch) {
    String what = reduction + ", size " + size + ", batch " + batch;
    INDArray huge = row.prediction(DataType.DOUBLE, batch, 1).mul(size);
    Results exact = Results.of(row.loss(reduction), row.target(DataType.DOUBLE, batch, 1), huge);
    requireFinite("costs of DOUBLE, " + what, exact.costs());
    requireFinite("delta of DOUBLE, " + what, exact.delta());
    assertThat(exact.value()).as("value of DOUBLE, " + what).isFinite();

    INDArray prediction = huge.castTo(DataType.FLOAT);
    INDArray target = row.target(DataType.FLOAT, batch, 1);
    Results results = Results.of(row.loss(reduction), target, prediction);
    boolean sameType = target.dataType() == DataType.FLOAT;
    Results wanted =
        Results.of(
            row.loss(reduction),
            sameType ? target.castTo(DataType.DOUBLE) : target,
            prediction.castTo(DataType.DOUBLE));
    requireRight("costs, " + what, results.costs(), wanted.costs());
    requireRight("delta, " + what, results.delta(), wanted.delta());
    if (Math.abs(wanted.value()) < LARGEST) {
      Compare.close("value, " + what, results.value(), wanted.value(), 1e-5);
    }
  }

  private static void requireFinite(String what, INDArray array) {
    for (double x : Compare.elements(array)) {
      assertThat(x).as(what).isFinite();
    }
  }

  private static void requireRight(String what, INDArray array, INDArray wanted) {
    if (Compare.largest(wanted) < LARGEST) {
      requireFinite(what, array);
      Compare.close(what, array, wanted, 1e-5);
    } else {
      for (double x : Compare.elements(array)) {
        assertThat(x).as(what).isNotNaN();
      }
    }
  }
}
