package io.github.taeda.nn.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Evaluated;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.check.GradientCheck;
import io.github.taeda.nn.check.GradientReport;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.LossCase;
import io.github.taeda.nn.testing.Make;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Costs, deltas and reductions of a loss belong together. */
public interface LossValueLaw extends LossTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void the_delta_equals_central_differences(LossCase row) {
    for (Reduction reduction : Reduction.values()) {
      GradientReport report =
          GradientCheck.of(
              row.loss(reduction),
              row.target(DataType.DOUBLE, 5, 1),
              row.prediction(DataType.DOUBLE, 5, 1));
      assertThat(report.passes(1e-7)).as(reduction + ": " + report).isTrue();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void there_is_one_cost_per_example(LossCase row) {
    for (long batch : new long[] {4, 1, 7}) {
      INDArray prediction = row.prediction(DataType.DOUBLE, batch, 1);
      Results results = Results.of(row, row.target(DataType.DOUBLE, batch, 1), prediction);
      assertThat(results.costs().shape()).isEqualTo(new long[] {batch});
      assertThat(results.delta().shape()).isEqualTo(prediction.shape());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void reductions_are_the_sum_over_their_divisors(LossCase row) {
    INDArray target = row.target(DataType.DOUBLE, 5, 1);
    INDArray prediction = row.prediction(DataType.DOUBLE, 5, 1);
    Results sum = Results.of(row.loss(Reduction.SUM), target, prediction);
    double costs = Arrays.stream(numbers(sum.costs())).sum();
    Compare.close("sum", sum.value(), costs, ROUNDING);

    for (Reduction reduction : new Reduction[] {Reduction.MEAN, Reduction.ELEMENT_MEAN}) {
      double divisor = reduction == Reduction.MEAN ? row.meanDivisor(target) : prediction.length();
      Results reduced = Results.of(row.loss(reduction), target, prediction);
      Compare.exact("costs of " + reduction, reduced.costs(), sum.costs());
      Compare.close("value of " + reduction, reduced.value(), costs / divisor, ROUNDING);
      Compare.close("delta of " + reduction, reduced.delta(), sum.delta().div(divisor), ROUNDING);
      assertThat(row.loss(reduction).reduction()).isEqualTo(reduction);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void evaluating_gives_value_weight_and_delta_at_once(LossCase row) {
    for (Reduction reduction : Reduction.values()) {
      for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
        Loss loss = row.loss(reduction);
        INDArray target = row.target(type, 5, 1);
        INDArray prediction = row.prediction(type, 5, 1);
        Evaluated evaluated = loss.evaluate(target, prediction);
        double weight =
            switch (reduction) {
              case MEAN -> row.meanDivisor(target);
              case SUM -> 1;
              case ELEMENT_MEAN -> prediction.length();
            };
        assertThat(evaluated.weight()).isEqualTo(weight);
        assertThat(loss.weight(target, prediction)).isEqualTo(weight);
        double value = loss.value(target, prediction);
        INDArray delta = loss.backward(target, prediction);
        if (type == DataType.DOUBLE) {
          assertThat(evaluated.value()).isEqualTo(value);
          Compare.exact("delta", evaluated.delta(), delta);
        } else { // it may have been computed in one pass
          Compare.close("value", evaluated.value(), value, 1e-6);
          Compare.close("delta", evaluated.delta(), delta, 1e-6);
          assertThat(evaluated.delta().dataType()).isEqualTo(type);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void a_batch_is_its_examples_one_by_one(LossCase row) {
    INDArray target = row.target(DataType.DOUBLE, 5, 1);
    INDArray prediction = row.prediction(DataType.DOUBLE, 5, 1);
    Results batch = Results.of(row.loss(Reduction.SUM), target, prediction);
    for (int i = 0; i < 5; i++) {
      Results alone =
          Results.of(
              row.loss(Reduction.SUM),
              Make.rows(target, i, i + 1),
              Make.rows(prediction, i, i + 1));
      Compare.close("cost", alone.costs(), Make.rows(batch.costs(), i, i + 1), ROUNDING);
      Compare.close("delta", alone.delta(), Make.rows(batch.delta(), i, i + 1), ROUNDING);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void an_example_that_is_not_a_number_harms_no_other(LossCase row) {
    INDArray target = row.target(DataType.DOUBLE, 5, 1);
    INDArray prediction = row.prediction(DataType.DOUBLE, 5, 1);
    Results sound = Results.of(row, target, prediction);
    int bad = 0;
    while (sound.costs().getDouble(bad) == 0) {
      bad++; // perhaps ignored, so that it may hold anything
    }
    INDArray poisoned = prediction.dup();
    for (long[] at : Compare.indices(Make.rows(prediction, 0, 1).shape()).toList()) {
      at[0] = bad;
      poisoned.putScalar(at, Double.NaN);
    }

    Results results = Results.of(row, target, poisoned);

    for (int i = 0; i < 5; i++) {
      if (i != bad) {
        Compare.exact(
            "cost", Make.rows(results.costs(), i, i + 1), Make.rows(sound.costs(), i, i + 1));
        Compare.exact(
            "delta", Make.rows(results.delta(), i, i + 1), Make.rows(sound.delta(), i, i + 1));
      }
    }
    assertThat(results.value()).isNaN();
  }

  private static double[] numbers(INDArray array) {
    return Compare.elements(array);
  }
}
