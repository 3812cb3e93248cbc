package io.github.taeda.nn.testing.laws;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.LossCase;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a law of losses runs over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public interface LossTable {
  /** How far numbers in DOUBLE may differ when only the order of sums does. */
  double ROUNDING = 1e-12;

  /** The rows; each law runs once for each. */
  Stream<LossCase> cases();

  /** What a loss makes of a target and a prediction, copied. */
  record Results(INDArray costs, INDArray delta, double value) {

    static Results of(Loss loss, INDArray target, INDArray prediction) {
      return new Results(
          loss.forward(target, prediction).dup(),
          loss.backward(target, prediction).dup(),
          loss.value(target, prediction));
    }

    static Results of(LossCase row, INDArray target, INDArray prediction) {
      return of(row.loss(Reduction.MEAN), target, prediction);
    }

    void requireClose(String when, Results expected, double tolerance) {
      Compare.close("costs, " + when, costs, expected.costs, tolerance);
      Compare.close("delta, " + when, delta, expected.delta, tolerance);
      Compare.close("value, " + when, value, expected.value, tolerance);
    }

    void requireExact(String when, Results expected) {
      Compare.exact("costs, " + when, costs, expected.costs);
      Compare.exact("delta, " + when, delta, expected.delta);
      Compare.close("value, " + when, value, expected.value, 0);
    }
  }
}
