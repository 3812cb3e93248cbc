package io.github.taeda.nn.optim.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.testing.Make;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class MultiLabelTest {
  private static final double NAN = Double.NaN;

  private static final INDArray TARGET =
      Make.matrix(
          new double[] {1, 0, 1, 0},
          new double[] {0, 1, 1, 0},
          new double[] {1, 1, 0, 0},
          new double[] {0, 0, 1, 0});

  /** At 0.5 predicted are 1 0 1 0, 1 1 0 0, 1 0 0 0 and 0 0 1 0. */
  private static final INDArray SCORES =
      Make.matrix(
          new double[] {0.9, 0.1, 0.6, 0.2},
          new double[] {0.7, 0.8, 0.4, 0.1},
          new double[] {0.6, 0.5, 0.2, 0.3},
          new double[] {0.3, 0.2, 0.9, 0});

  @Test
  void each_value_is_that_of_a_hand_computation() {
    // True positives 2 1 2 0, false positives 1 0 0 0, false negatives 0 1 1 0.
    assertThat(value(MultiLabel.labelAccuracy(0.5))).isEqualTo(13 / 16.0);
    assertThat(value(MultiLabel.exactMatch(0.5))).isEqualTo(2 / 4.0);
    assertThat(value(MultiLabel.microF1(0.5))).isEqualTo(2 * 5 / (2.0 * 5 + 1 + 2));
    double[] f1 = {4 / 5.0, 2 / 3.0, 4 / 5.0}; // the last label neither occurs nor is predicted
    assertThat(value(MultiLabel.macroF1(0.5))).isEqualTo((f1[0] + f1[1] + f1[2]) / 3);
  }

  @Test
  void each_label_can_be_asked_for() {
    MultiLabel metric = MultiLabel.microF1(0.5);
    metric.add(TARGET, SCORES);
    assertThat(metric.size()).isEqualTo(4);
    assertThat(metric.total()).isEqualTo(4);
    assertThat(metric.accuracy(0)).isEqualTo(3 / 4.0);
    assertThat(metric.precision(0)).isEqualTo(2 / 3.0);
    assertThat(metric.recall(0)).isEqualTo(1);
    assertThat(metric.recall(1)).isEqualTo(1 / 2.0);
    assertThat(metric.f1(2)).isEqualTo(4 / 5.0);
    assertThat(metric.f1(3)).isZero();
    assertThat(metric.accuracy(3)).isEqualTo(1);
    assertThat(metric.exactMatch()).isEqualTo(0.5);
    assertThatThrownBy(() -> metric.f1(4))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage(
            "MultiLabel(micro F1, threshold 0.5): label 4 does not exist, there are 4 labels from 0");
  }

  @Test
  void a_nan_is_the_wrong_answer_whatever_the_target() {
    INDArray target = Make.matrix(new double[] {1, 0}, new double[] {1, 0});
    INDArray scores = Make.matrix(new double[] {NAN, NAN}, new double[] {3, -3});
    MultiLabel metric = MultiLabel.labelAccuracy(0);
    metric.add(target, scores);
    assertThat(metric.value()).isEqualTo(0.5);
    assertThat(metric.exactMatch()).isEqualTo(0.5);
    assertThat(metric.microF1()).isEqualTo(2 / (2.0 + 1 + 1));
  }

  @Test
  void positions_of_sequences_are_examples() {
    MultiLabel metric = MultiLabel.exactMatch(0.5);
    metric.add(TARGET.reshape(2, 2, 4), SCORES.reshape(2, 2, 4));
    assertThat(metric.total()).isEqualTo(4);
    assertThat(metric.value()).isEqualTo(0.5);
  }

  @Test
  void nothing_that_occurs_or_is_predicted_has_an_f1_of_zero() {
    MultiLabel metric = MultiLabel.macroF1(0);
    metric.add(Make.matrix(new double[] {0, 0}), Make.matrix(new double[] {-1, -1}));
    assertThat(metric.value()).isZero();
    assertThat(metric.microF1()).isZero();
    assertThat(metric.accuracy()).isEqualTo(1);
  }

  @Test
  void the_number_of_labels_is_fixed_by_the_first_batch_and_targets_are_0_or_1() {
    MultiLabel metric = MultiLabel.labelAccuracy(0.5);
    metric.add(TARGET, SCORES);
    INDArray two = Make.matrix(new double[] {1, 0});
    assertThatThrownBy(() -> metric.add(two, two))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "MultiLabel(label accuracy, threshold 0.5): prediction must be [*, 4] as before, but"
                + " was [1, 2]");
    assertThatThrownBy(() -> metric.add(TARGET.mul(3), SCORES))
        .hasMessage(
            "MultiLabel(label accuracy, threshold 0.5): target must be 1 for class 1 and 0 or -1"
                + " for the other, but at [0, 0] was 3");
    assertThatThrownBy(() -> metric.add(Make.vector(1, 0), Make.vector(1, 0)))
        .isInstanceOf(ShapeException.class);
    assertThatThrownBy(() -> MultiLabel.labelAccuracy(NAN))
        .hasMessage("MultiLabel: threshold must be finite, but was NaN");
    assertThat(metric.total()).isEqualTo(4);
    metric.clear();
    metric.add(two, two);
    assertThat(metric.size()).isEqualTo(2);
  }

  private static double value(MultiLabel metric) {
    metric.add(TARGET, SCORES);
    return metric.value();
  }
}
