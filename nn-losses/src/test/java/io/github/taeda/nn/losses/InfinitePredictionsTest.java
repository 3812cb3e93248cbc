package io.github.taeda.nn.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Evaluated;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.testing.Make;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Losses of infinite predictions, as of masked scores, are those of their formulas. */
class InfinitePredictionsTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final double P = 1 / (1 + Math.E); // softmax of [1, 2] is [P, 1 − P]
  private static final INDArray MASKED = Make.matrix(new double[] {1, 2, -INFINITY});
  private static final INDArray ONE_HOT = Make.matrix(new double[] {0, 1, 0});

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void a_masked_class_does_not_count_where_its_probability_is_zero(DataType type) {
    List<INDArray> targets =
        List.of(Make.vector(1), ONE_HOT.castTo(DataType.INT32), ONE_HOT.castTo(type));
    for (INDArray target : targets) {
      assertLoss(new CrossEntropyLoss(), type, target, MASKED, 0.31326168751822286, P, -P, 0);
      CrossEntropyLoss zero = new CrossEntropyLoss().withWeights(1, 1, 0);
      assertLoss(zero, type, target, MASKED, 0.31326168751822286, P, -P, 0);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void a_masked_class_that_should_be_likely_has_an_infinite_loss(DataType type) {
    assertLoss(new CrossEntropyLoss(), type, Make.vector(2), MASKED, INFINITY, P, 1 - P, -1);
    CrossEntropyLoss smooth = new CrossEntropyLoss().withSmoothing(0.3);
    assertLoss(smooth, type, Make.vector(1), MASKED, INFINITY, P - 0.1, 0.2 - P, -0.1);
    CrossEntropyLoss unweighted = new CrossEntropyLoss().withWeights(1, 1, 0);
    assertLoss(unweighted, type, Make.vector(2), MASKED, 0, 0, 0, 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void logarithms_of_zero_do_not_count_where_the_target_is_zero(DataType type) {
    INDArray logs = Make.matrix(new double[] {Math.log(0.25), Math.log(0.75), -INFINITY});
    INDArray halves = Make.matrix(new double[] {0.5, 0.5, 0});
    INDArray last = Make.matrix(new double[] {0.5, 0, 0.5});
    assertLoss(new KLDivLoss(), type, halves.castTo(type), logs, 0.14384103622589042, -.5, -.5, 0);
    assertLoss(new KLDivLoss(), type, last.castTo(type), logs, INFINITY, -.5, 0, -.5);
    assertLoss(new NLLLoss(), type, halves.castTo(type), logs, 0.8369882167858358, -.5, -.5, 0);
    assertLoss(new NLLLoss(), type, last.castTo(type), logs, INFINITY, -.5, 0, -.5);
    NLLLoss unweighted = new NLLLoss().withWeights(1, 1, 0);
    assertLoss(unweighted, type, Make.vector(2), logs, 0, 0, 0, 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void infinite_scores_are_certain(DataType type) {
    BCEWithLogitsLoss loss = new BCEWithLogitsLoss();
    assertLoss(loss, type, row(type, 0), row(type, -INFINITY), 0, 0);
    assertLoss(loss, type, row(type, 1), row(type, INFINITY), 0, 0);
    assertLoss(loss, type, row(type, 0), row(type, INFINITY), INFINITY, 1);
    assertLoss(loss, type, row(type, 1), row(type, -INFINITY), INFINITY, -1);
    assertLoss(loss, type, row(type, 0.5), row(type, INFINITY), INFINITY, 0.5);
    assertLoss(new HingeLoss(), type, row(type, 1), row(type, INFINITY), 0, 0);
    assertLoss(new HingeLoss(), type, row(type, -1), row(type, INFINITY), INFINITY, 1);
    assertLoss(new PerceptronLoss(), type, row(type, 1), row(type, -INFINITY), INFINITY, -1);
    assertLoss(new HuberLoss(2), type, row(type, 1), row(type, -INFINITY), INFINITY, -2);
    assertLoss(new L1Loss(), type, row(type, 1), row(type, INFINITY), INFINITY, 1);
    assertLoss(new MSELoss(), type, row(type, 1), row(type, INFINITY), INFINITY, INFINITY);
    assertLoss(new MultiMarginLoss(1), type, Make.vector(1), MASKED, 0, 0, 0, 0);
  }

  @Test
  void large_errors_have_one_loss_however_it_is_computed() {
    INDArray prediction = Make.filled(DataType.FLOAT, 5e18, 1000, 1);
    INDArray target = Make.filled(DataType.FLOAT, 0, 1000, 1);
    MSELoss loss = new MSELoss(Reduction.ELEMENT_MEAN);
    assertThat(loss.evaluate(target, prediction).value())
        .isEqualTo(loss.value(target, prediction))
        .isEqualTo(2.5e37, within(1e32));
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void a_prediction_that_is_not_a_number_remains_one(DataType type) {
    INDArray scores = Make.matrix(new double[] {1, 2, Double.NaN});
    INDArray target = ONE_HOT.castTo(type);
    for (Loss loss : List.of(new CrossEntropyLoss(), new KLDivLoss(), new NLLLoss())) {
      assertThat(loss.value(target, scores.castTo(type))).as("%s", loss).isNaN();
    }
    INDArray nan = row(type, Double.NaN);
    assertThat(new BCEWithLogitsLoss().value(row(type, 0), nan)).isNaN();
  }

  private static INDArray row(DataType type, double value) {
    return Make.filled(type, value, 1, 1);
  }

  private static void assertLoss(
      Loss loss,
      DataType type,
      INDArray target,
      INDArray prediction,
      double value,
      double... delta) {
    INDArray typed = prediction.castTo(type);
    Evaluated evaluated = loss.evaluate(target, typed);
    for (double actual : new double[] {loss.value(target, typed), evaluated.value()}) {
      if (Double.isInfinite(value)) {
        assertThat(actual).as("%s of %s", loss, target).isEqualTo(value);
      } else {
        assertThat(actual).as("%s of %s", loss, target).isEqualTo(value, within(1e-6));
      }
    }
    for (INDArray actual : List.of(loss.backward(target, typed), evaluated.delta())) {
      assertThat(actual.castTo(DataType.DOUBLE).ravel().toDoubleVector())
          .as("delta of %s of %s", loss, target)
          .containsExactly(delta, within(1e-6));
    }
  }
}
