package io.github.taeda.nn.testing.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.testing.LossCase;
import io.github.taeda.nn.testing.Make;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A loss takes every layout and both types, and says what it is. */
public interface LossArrayLaw extends LossTable {

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void every_layout_gives_the_same_numbers(LossCase row) {
    layouts(row, DataType.DOUBLE, ROUNDING);
    layouts(row, DataType.FLOAT, 2e-6);
  }

  private static void layouts(LossCase row, DataType type, double tolerance) {
    INDArray target = row.target(type, 4, 1);
    INDArray prediction = row.prediction(type, 4, 1);
    Results expected = Results.of(row, target, prediction);
    Map<String, INDArray> targets = Make.layouts(target);
    Map<String, INDArray> predictions = Make.layouts(prediction);
    for (String layout : targets.keySet()) {
      INDArray y = targets.get(layout);
      INDArray p = predictions.get(layout);
      Results.of(row, y, prediction).requireClose("target in " + layout, expected, tolerance);
      Results.of(row, target, p).requireClose("prediction in " + layout, expected, tolerance);
      Results.of(row, y, p).requireClose("both in " + layout, expected, tolerance);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void float_and_double_agree(LossCase row) {
    Results single =
        Results.of(row, row.target(DataType.FLOAT, 4, 1), row.prediction(DataType.FLOAT, 4, 1));
    Results wide =
        Results.of(row, row.target(DataType.DOUBLE, 4, 1), row.prediction(DataType.DOUBLE, 4, 1));

    single.requireClose("FLOAT against DOUBLE", wide, 1e-5);
    assertThat(single.costs().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(single.delta().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(wide.costs().dataType()).isEqualTo(DataType.DOUBLE);
    assertThat(wide.delta().dataType()).isEqualTo(DataType.DOUBLE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  default void to_string_shows_the_configuration(LossCase row) {
    assertThat(row.loss(Reduction.MEAN)).hasToString(row.text());
  }
}
