package io.github.taeda.nn.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.Evaluated;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.ops.Gathers;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.LossCase;
import io.github.taeda.nn.testing.Make;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Weights of examples mean what they say: 2 is like two examples, 0 like none. */
public interface LossWeightsLaw extends LossTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void whole_weights_are_repeated_examples(LossCase row) {
    INDArray target = row.target(DataType.DOUBLE, 4, 1);
    INDArray prediction = row.prediction(DataType.DOUBLE, 4, 1);
    int[] repeated = {0, 1, 1, 3, 3, 3}; // by weights 1, 2, 0, 3
    for (Reduction reduction : Reduction.values()) {
      Loss loss = row.loss(reduction);
      Evaluated weighted = loss.evaluate(target, prediction, weights(1, 2, 0, 3));
      Evaluated expected = loss.evaluate(rows(target, repeated), rows(prediction, repeated));

      Compare.close("value of " + reduction, weighted.value(), expected.value(), ROUNDING);
      Compare.close("weight of " + reduction, weighted.weight(), expected.weight(), ROUNDING);
      INDArray delta = expected.delta(); // rows: 0, 1, 1, 3, 3, 3
      requireDelta(weighted, 0, Make.rows(delta, 0, 1));
      requireDelta(weighted, 1, Make.rows(delta, 1, 2).mul(2));
      requireDelta(weighted, 2, Make.rows(delta, 0, 1).mul(0));
      requireDelta(weighted, 3, Make.rows(delta, 3, 4).mul(3));
    }
  }

  private static void requireDelta(Evaluated evaluated, int example, INDArray expected) {
    Compare.close(
        "delta of example " + example,
        Make.rows(evaluated.delta(), example, example + 1),
        expected,
        ROUNDING);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void the_weighted_delta_equals_central_differences(LossCase row) {
    INDArray target = row.target(DataType.DOUBLE, 4, 1);
    INDArray prediction = row.prediction(DataType.DOUBLE, 4, 1);
    INDArray weights = weights(0.3, 1.7, 0, 2.5);
    for (Reduction reduction : Reduction.values()) {
      Loss loss = row.loss(reduction);
      INDArray delta = loss.evaluate(target, prediction, weights).delta();
      double step = 1e-6;
      for (long[] at : Compare.indices(prediction.shape()).toList()) {
        double here = prediction.getDouble(at);
        prediction.putScalar(at, here + step);
        double above = loss.value(target, prediction, weights);
        prediction.putScalar(at, here - step);
        double below = loss.value(target, prediction, weights);
        prediction.putScalar(at, here);
        assertThat(Math.abs(delta.getDouble(at) - (above - below) / (2 * step))).isLessThan(1e-7);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void weights_of_one_change_nothing(LossCase row) {
    INDArray target = row.target(DataType.DOUBLE, 4, 1);
    INDArray prediction = row.prediction(DataType.DOUBLE, 4, 1);
    INDArray ones = weights(1, 1, 1, 1);
    for (Reduction reduction : Reduction.values()) {
      Loss loss = row.loss(reduction);
      Evaluated plain = loss.evaluate(target, prediction);
      Evaluated weighted = loss.evaluate(target, prediction, ones);
      Compare.close("value", weighted.value(), plain.value(), ROUNDING);
      Compare.close("delta", weighted.delta(), plain.delta(), ROUNDING);
      assertThat(weighted.weight()).isEqualTo(plain.weight());
      assertThat(loss.weight(target, prediction, ones)).isEqualTo(plain.weight());
      assertThat(loss.value(target, prediction, ones)).isEqualTo(weighted.value());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void an_example_of_weight_zero_may_be_anything(LossCase row) {
    INDArray target = row.target(DataType.DOUBLE, 4, 1);
    INDArray prediction = row.prediction(DataType.DOUBLE, 4, 1);
    INDArray weights = weights(1, 0, 2, 1);
    Evaluated expected = row.loss(Reduction.MEAN).evaluate(target, prediction, weights);
    for (long[] at : Compare.indices(Make.rows(prediction, 0, 1).shape()).toList()) {
      at[0] = 1;
      prediction.putScalar(at, Double.NaN);
    }
    Evaluated poisoned = row.loss(Reduction.MEAN).evaluate(target, prediction, weights);
    assertThat(poisoned.value()).isEqualTo(expected.value());
    Compare.exact("delta", poisoned.delta(), expected.delta());

    Evaluated none = row.loss(Reduction.MEAN).evaluate(target, prediction, weights(0, 0, 0, 0));
    assertThat(none.value()).isZero();
    assertThat(none.weight()).isZero();
    assertThat(none.delta().norm1Number().doubleValue()).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void weights_that_do_not_fit_are_refused(LossCase row) {
    INDArray target = row.target(DataType.DOUBLE, 4, 1);
    INDArray prediction = row.prediction(DataType.DOUBLE, 4, 1);
    refused(row, target, prediction, weights(1, 2), "weights must be [4], but was [2]");
    for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      String text = wrong == -1 ? "-1" : Double.toString(wrong);
      refused(
          row,
          target,
          prediction,
          weights(1, 2, wrong, 1),
          "weights must be at least 0 and finite in FLOAT, but at [2] was " + text);
    }
  }

  private static void refused(
      LossCase row, INDArray target, INDArray prediction, INDArray weights, String message) {
    Loss loss = row.loss(Reduction.MEAN);
    for (Runnable call :
        List.<Runnable>of(
            () -> loss.evaluate(target, prediction, weights),
            () -> loss.value(target, prediction, weights),
            () -> loss.weight(target, prediction, weights))) {
      assertThatThrownBy(call::run)
          .isInstanceOf(ShapeException.class)
          .hasMessage(row.text() + ": " + message);
    }
  }

  private static INDArray weights(double... values) {
    return NDArrays.of(values, values.length);
  }

  private static INDArray rows(INDArray array, int... rows) {
    long[] shape = array.shape().clone();
    shape[0] = rows.length;
    INDArray chosen = NDArrays.zeros(array.dataType(), shape);
    Gathers.gatherRows(array, rows, chosen);
    return chosen;
  }
}
