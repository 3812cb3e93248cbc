package io.github.taeda.nn.optim.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.testing.Make;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class RegressionMetricsTest {
  private static final INDArray TARGET = Make.vector(3, -0.5, 2, 7);
  private static final INDArray PREDICTION = Make.vector(2.5, 0, 2, 8);

  @Test
  void mean_errors_by_hand() {
    // errors −0.5, 0.5, 0, 1: squares 0.25 + 0.25 + 0 + 1 = 1.5, absolute 2, of 4
    assertThat(value(new MeanSquaredError(), TARGET, PREDICTION)).isEqualTo(0.375);
    assertThat(value(new RootMeanSquaredError(), TARGET, PREDICTION)).isEqualTo(Math.sqrt(0.375));
    assertThat(value(new MeanAbsoluteError(), TARGET, PREDICTION)).isEqualTo(0.5);
  }

  @Test
  void r2_by_hand() {
    // mean 2.875, squares 0.125² + 3.375² + 0.875² + 4.125² = 29.1875, residuals 1.5
    assertThat(value(new R2(), TARGET, PREDICTION)).isCloseTo(1 - 1.5 / 29.1875, within(1e-15));
    assertThat(value(new R2(), TARGET, TARGET)).isEqualTo(1);
    assertThat(value(new R2(), TARGET, Make.filled(TARGET.dataType(), 2.875, 4))).isZero();
  }

  @Test
  void outputs_are_averaged() {
    INDArray target = Make.matrix(new double[] {0, 1}, new double[] {2, 5});
    INDArray prediction = Make.matrix(new double[] {1, 1}, new double[] {2, 3});

    // residuals 1 and 4, squares 2 and 8: ½ and ½; all errors: 1, 0, 0, −2
    assertThat(value(new R2(), target, prediction)).isEqualTo(0.5);
    assertThat(value(new MeanSquaredError(), target, prediction)).isEqualTo(1.25);
    assertThat(value(new RootMeanSquaredError(), target, prediction)).isEqualTo(Math.sqrt(1.25));
    assertThat(value(new MeanAbsoluteError(), target, prediction)).isEqualTo(0.75);
  }

  @Test
  void r2_of_random_data_is_that_of_two_passes() {
    long seed = 31;
    RandomGenerator random = new SplittableRandom(seed);
    INDArray target = Make.normal(random, 200, 2, 3);
    INDArray prediction = Make.normal(random, 200, 2, 3);
    double expected = 0;
    for (int j = 0; j < 3; j++) {
      double mean = 0;
      for (int i = 0; i < 400; i++) {
        mean += target.getDouble(i / 2, i % 2, j) / 400;
      }
      double squares = 0;
      double residuals = 0;
      for (int i = 0; i < 400; i++) {
        double y = target.getDouble(i / 2, i % 2, j);
        squares += Math.pow(y - mean, 2);
        residuals += Math.pow(y - prediction.getDouble(i / 2, i % 2, j), 2);
      }
      expected += (1 - residuals / squares) / 3;
    }

    assertThat(value(new R2(), target, prediction))
        .as("seed %d", seed)
        .isCloseTo(expected, within(1e-12));
  }

  @Test
  void r2_keeps_its_digits_far_from_zero() {
    double far = 1e9;
    double[] targets = {1, 2, 3, 4};
    double[] predictions = {1.5, 2, 3, 4};
    R2 r2 = new R2();
    double sum = 0;
    double sumOfSquares = 0;
    for (int i = 0; i < 4; i++) {
      r2.add(Make.vector(far + targets[i]), Make.vector(far + predictions[i]));
      sum += far + targets[i];
      sumOfSquares += (far + targets[i]) * (far + targets[i]);
    }

    assertThat(r2.value()).isCloseTo(0.95, within(1e-12)); // 1 − 0.25 / 5
    double squares = sumOfSquares - sum * sum / 4;
    assertThat(Math.abs(squares - 5)).as("error of sums of squares").isGreaterThan(1);
  }

  @Test
  void r2_where_it_is_not_defined() {
    INDArray same = Make.vector(4, 4, 4);

    assertThat(value(new R2(), same, same)).isEqualTo(1);
    assertThat(value(new R2(), same, Make.vector(4, 4, 5))).isZero();
    assertThat(value(new R2(), same, Make.vector(4, 4, Double.NaN))).isNaN();
    assertThat(value(new R2(), Make.vector(4), Make.vector(4))).isNaN();
  }

  @Test
  void nan_in_a_prediction_makes_the_value_nan() {
    INDArray prediction = Make.vector(3, -0.5, Double.NaN, 7);

    assertThat(value(new MeanSquaredError(), TARGET, prediction)).isNaN();
    assertThat(value(new RootMeanSquaredError(), TARGET, prediction)).isNaN();
    assertThat(value(new MeanAbsoluteError(), TARGET, prediction)).isNaN();
    assertThat(value(new R2(), TARGET, prediction)).isNaN();
  }

  @Test
  void names_and_what_is_better() {
    assertThat(new MeanSquaredError().name()).isEqualTo("mean squared error");
    assertThat(new RootMeanSquaredError().name()).isEqualTo("root mean squared error");
    assertThat(new MeanAbsoluteError().name()).isEqualTo("mean absolute error");
    assertThat(new R2().name()).isEqualTo("R2");
    assertThat(new MeanSquaredError().higherIsBetter()).isFalse();
    assertThat(new RootMeanSquaredError().higherIsBetter()).isFalse();
    assertThat(new MeanAbsoluteError().higherIsBetter()).isFalse();
    assertThat(new R2().higherIsBetter()).isTrue();
  }

  @Test
  void errors_name_metric_and_shapes() {
    R2 r2 = new R2();
    r2.add(TARGET, PREDICTION);
    INDArray column = TARGET.reshape('c', 4, 1);
    INDArray square = TARGET.reshape('c', 2, 2);

    assertThatThrownBy(() -> r2.add(TARGET, column))
        .hasMessage("R2: target must be [4, 1], but was [4]");
    assertThatThrownBy(() -> r2.add(square, square))
        .hasMessage("R2: prediction must have 1 outputs as before, but was [2, 2]");
    r2.clear();
    r2.add(square, square);
    assertThat(r2.value()).isEqualTo(1);
    assertThatThrownBy(() -> new MeanSquaredError().add(column, TARGET))
        .hasMessage("MeanSquaredError: target must be [4], but was [4, 1]");
    assertThatThrownBy(() -> new MeanAbsoluteError().add(TARGET.sum(), TARGET.sum()))
        .hasMessage("MeanAbsoluteError: prediction must be [batch, …], but was []");
  }

  private static double value(Metric metric, INDArray target, INDArray prediction) {
    metric.add(target, prediction);
    return metric.value();
  }
}
