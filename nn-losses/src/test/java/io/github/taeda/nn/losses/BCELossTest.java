package io.github.taeda.nn.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.testing.Make;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class BCELossTest {
  private final Loss loss = new BCELoss();

  @Test
  void a_batch_is_averaged_over_its_examples() {
    assertThat(loss.reduction()).isEqualTo(Reduction.MEAN);
    // −(ln 0.5 + ln 0.75) / 2 for targets 1 and 0.
    double value = loss.value(column(1, 0), column(0.5, 0.25));
    assertThat(value).isEqualTo(-(Math.log(0.5) + Math.log(0.75)) / 2, within(1e-15));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void each_logarithm_is_clipped_at_minus_100(DataType type) {
    INDArray target = column(1, 0, 0, 1).castTo(type);
    INDArray prediction = column(0, 1, 0, 1).castTo(type);

    INDArray costs = loss.forward(target, prediction);

    assertThat(costs.getDouble(0)).isEqualTo(100);
    assertThat(costs.getDouble(1)).isEqualTo(100);
    assertThat(costs.getDouble(2)).isZero();
    assertThat(costs.getDouble(3)).isZero();
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void a_prediction_that_is_no_probability_shows_as_nan(DataType type) {
    for (double prediction : new double[] {-0.1, 1.1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(loss.value(column(0.5).castTo(type), column(prediction).castTo(type)))
          .as("prediction " + prediction)
          .isNaN();
    }
  }

  private static INDArray column(double... numbers) {
    return Make.of(new long[] {numbers.length, 1}, numbers);
  }
}
