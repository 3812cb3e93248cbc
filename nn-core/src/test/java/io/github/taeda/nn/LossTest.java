package io.github.taeda.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import io.github.taeda.nn.testing.SquaredError;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class LossTest {
  private final INDArray target = Make.matrix(new double[] {1, 2, 3}, new double[] {0, 0, 0});
  private final INDArray prediction = Make.matrix(new double[] {2, 4, 6}, new double[] {1, 0, 3});

  @Test
  void costs_are_per_example_whatever_the_reduction() {
    // 1 + 4 + 9 and 1 + 0 + 9
    for (Reduction reduction : Reduction.values()) {
      Compare.exact(
          "costs", new SquaredError(reduction).forward(target, prediction), Make.vector(14, 10));
    }
  }

  @Test
  void a_reduction_makes_one_number_of_the_costs() {
    assertThat(new SquaredError(Reduction.SUM).value(target, prediction)).isEqualTo(24);
    assertThat(new SquaredError(Reduction.MEAN).value(target, prediction)).isEqualTo(12);
    assertThat(new SquaredError(Reduction.ELEMENT_MEAN).value(target, prediction)).isEqualTo(4);
    assertThat(new SquaredError(Reduction.SUM).reduction()).isEqualTo(Reduction.SUM);
  }

  @Test
  void the_delta_is_of_the_reduced_cost() {
    INDArray sum = Make.matrix(new double[] {2, 4, 6}, new double[] {2, 0, 6});
    check(Reduction.SUM, sum);
    check(Reduction.MEAN, sum.div(2));
    check(Reduction.ELEMENT_MEAN, sum.div(6));
  }

  @Test
  void an_evaluation_checks_once_and_computes_each_part_once() {
    List<String> calls = new ArrayList<>();
    Loss noting =
        new SquaredError(Reduction.MEAN) {
          @Override
          protected void check(INDArray target, INDArray prediction) {
            calls.add("check");
            super.check(target, prediction);
          }

          @Override
          protected INDArray losses(INDArray target, INDArray prediction) {
            calls.add("losses");
            return super.losses(target, prediction);
          }

          @Override
          protected INDArray delta(INDArray target, INDArray prediction, double scale) {
            calls.add("delta");
            return super.delta(target, prediction, scale);
          }
        };
    Evaluated evaluated = noting.evaluate(target, prediction);
    assertThat(calls).containsExactly("check", "losses", "delta");
    assertThat(evaluated.value()).isEqualTo(12);
    assertThat(evaluated.weight()).isEqualTo(2);
    Compare.exact(
        "delta", evaluated.delta(), Make.matrix(new double[] {1, 2, 3}, new double[] {1, 0, 3}));
  }

  private void check(Reduction reduction, INDArray expected) {
    INDArray delta = new SquaredError(reduction).backward(target, prediction);
    Compare.close("delta of " + reduction, delta, expected, 1e-15);
  }

  @Test
  void a_float_sum_keeps_its_digits() {
    // A running sum in FLOAT would be off by far more after 10^6 terms.
    INDArray zeros = Make.filled(DataType.FLOAT, 0, 1_000_000, 1);
    INDArray tenths = Make.filled(DataType.FLOAT, 0.1, 1_000_000, 1);
    double square = (double) (0.1f * 0.1f);
    Compare.close("value", new SquaredError(Reduction.MEAN).value(zeros, tenths), square, 1e-9);
  }

  @Test
  void a_reduction_must_be_given() {
    assertThatThrownBy(() -> new SquaredError(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("SquaredError: reduction is null");
  }

  @Test
  void without_a_configuration_the_class_is_the_text() {
    Loss plain =
        new SquaredError(Reduction.SUM) {
          @Override
          protected INDArray delta(INDArray target, INDArray prediction, double scale) {
            return prediction;
          }
        };
    assertThat(plain).hasToString("SquaredError");
  }
}
