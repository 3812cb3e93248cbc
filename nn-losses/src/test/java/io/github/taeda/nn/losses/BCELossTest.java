package io.github.taeda.nn.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.testing.Make;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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
  void what_is_no_probability_is_refused_with_its_place(DataType type) {
    INDArray right = column(0.5, 0.25, 1, 0).castTo(type);
    for (double number : new double[] {-0.25, 1.5, 1.0000002, 1e30, Double.POSITIVE_INFINITY}) {
      INDArray wrong = column(0.5, 0, number, 1).castTo(type);
      String message = " must be within 0 and 1, but at [2, 0] was ";
      String text = Shapes.number(wrong.getDouble(2));
      assertThatThrownBy(() -> loss.value(right, wrong))
          .isInstanceOf(ShapeException.class)
          .hasMessage("BCELoss: prediction" + message + text);
      assertThatThrownBy(() -> loss.backward(right, wrong))
          .hasMessage("BCELoss: prediction" + message + text);
      assertThatThrownBy(() -> loss.value(wrong, right))
          .hasMessage("BCELoss: target" + message + text);
      assertThatThrownBy(() -> new BCEWithLogitsLoss().backward(wrong, right))
          .hasMessage("BCEWithLogitsLoss: target" + message + text);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void a_prediction_that_is_nan_costs_nan(DataType type) {
    INDArray target = column(0.5, 1).castTo(type);
    INDArray prediction = column(Double.NaN, 0.5).castTo(type);
    assertThat(loss.value(target, prediction)).isNaN();
    assertThat(loss.backward(target, prediction).getDouble(0)).isNaN();
    assertThat(loss.backward(target, prediction).getDouble(1)).isEqualTo(-1); // −1 / 0.5 / 2
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void a_rounding_below_zero_counts_as_zero(DataType type) {
    INDArray tiny = column(type == DataType.FLOAT ? -1e-9 : -1e-17).castTo(type);
    assertThat(loss.value(column(0).castTo(type), tiny)).isEqualTo(0, within(1e-8));
    assertThat(loss.value(column(1).castTo(type), tiny)).isEqualTo(100);
  }

  @Test
  void a_single_number_is_refused() {
    assertThatThrownBy(() -> loss.value(Nd4j.scalar(1.0), Nd4j.scalar(1.0)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("BCELoss: prediction must be [batch, …], but was []");
  }

  private static INDArray column(double... numbers) {
    return Make.of(new long[] {numbers.length, 1}, numbers);
  }
}
