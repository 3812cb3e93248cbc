package io.github.taeda.nn.optim.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.testing.Make;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AccuracyTest {
  private static final double NAN = Double.NaN;

  /** The largest are 1, 0, 2, 1. */
  private static final INDArray SCORES =
      Make.matrix(
          new double[] {0.1, 0.7, 0.2},
          new double[] {3, -1, 2},
          new double[] {-5, -4, -3},
          new double[] {0, 9, 8});

  @Test
  void numbers_of_classes_are_compared_with_the_largest_score() {
    assertThat(value(new Accuracy(), Nd4j.createFromArray(1, 0, 2, 2), SCORES)).isEqualTo(0.75);
    assertThat(value(new Accuracy(), Make.vector(0, 1, 0, 1), SCORES)).isEqualTo(0.25);
  }

  @Test
  void the_largest_entry_of_a_distribution_is_its_class() {
    INDArray target =
        Make.matrix(
            new double[] {0, 1, 0},
            new double[] {0.5, 0.3, 0.2},
            new double[] {0.4, 0.3, 0.3},
            new double[] {0, 0.5, 0.5}); // 1, 0, 0, and the first of equals 1

    assertThat(value(new Accuracy(), target, SCORES)).isEqualTo(0.75);
  }

  @Test
  void of_equal_scores_the_first_counts() {
    INDArray equal = Make.matrix(new double[] {2, 2, 2}, new double[] {1, 2, 2});

    assertThat(value(new Accuracy(), Make.vector(0, 1), equal)).isEqualTo(1);
    assertThat(value(new Accuracy(), Make.vector(1, 2), equal)).isZero();
  }

  @Test
  void examples_that_the_loss_ignores_do_not_count() {
    INDArray target = Make.vector(1, 0, 255, 2);
    INDArray scores = SCORES.dup();
    scores.putScalar(2, 0, NAN); // of the ignored example

    assertThat(value(new Accuracy().withIgnoreIndex(255), target, scores)).isEqualTo(2 / 3.0);
    assertThat(value(new TopKAccuracy(2).withIgnoreIndex(255), target, scores)).isEqualTo(1);
    ConfusionMatrix matrix = new ConfusionMatrix(3).withIgnoreIndex(255);
    matrix.add(target, scores);
    assertThat(matrix.counts()).isEqualTo(new long[][] {{1, 0, 0}, {0, 1, 0}, {0, 1, 0}});
    assertThat(matrix.total()).isEqualTo(3);
    assertThat(new CrossEntropyLoss().withIgnoreIndex(255).weight(target, scores)).isEqualTo(3);

    assertThat(value(new Accuracy().withIgnoreIndex(0), Make.vector(1, 0, 2, 2), SCORES))
        .isEqualTo(2 / 3.0); // a class index too
    assertThat(value(new Accuracy().withIgnoreIndex(1), Make.vector(1, 1, 1, 1), SCORES)).isNaN();
    INDArray sequences = SCORES.reshape(2, 2, 3);
    INDArray padded = Make.matrix(new double[] {1, -100}, new double[] {2, -100});
    assertThat(value(new Accuracy().withIgnoreIndex(-100), padded, sequences)).isEqualTo(1);
    assertThat(
            value(
                Accuracy.binary(0).withIgnoreIndex(255),
                Make.vector(1, 255, 0),
                Make.vector(3, 3, 3)))
        .isEqualTo(0.5);
    assertThat(new Accuracy().withIgnoreIndex(255)).hasToString("Accuracy(ignoring 255)");
    assertThat(Accuracy.binary(0.5).withIgnoreIndex(2))
        .hasToString("Accuracy(threshold 0.5, ignoring 2)");
    assertThat(new TopKAccuracy(2).withIgnoreIndex(3)).hasToString("TopKAccuracy(2, ignoring 3)");
  }

  @Test
  void what_is_neither_a_class_nor_ignored_is_an_error() {
    assertThatThrownBy(
            () -> value(new Accuracy().withIgnoreIndex(255), Make.vector(1, 0, 254, 2), SCORES))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Accuracy(ignoring 255): target must be integers from 0 to 2, but at [2] was 254");
  }

  @Test
  void a_prediction_with_a_nan_is_wrong_whatever_its_class() {
    INDArray scores =
        Make.matrix(new double[] {NAN, 1}, new double[] {1, NAN}, new double[] {1, 0});

    assertThat(value(new Accuracy(), Make.vector(0, 0, 0), scores)).isEqualTo(1 / 3.0);
    assertThat(value(new Accuracy(), Make.vector(1, 1, 1), scores)).isZero();
    assertThat(value(new TopKAccuracy(2), Make.vector(0, 1, 1), scores)).isEqualTo(1 / 3.0);
    assertThat(value(Accuracy.binary(0), Make.vector(0, 1, 1), Make.vector(NAN, NAN, 1)))
        .isEqualTo(1 / 3.0);
  }

  @Test
  void infinite_scores_are_scores() {
    double inf = Double.POSITIVE_INFINITY;
    INDArray scores =
        Make.matrix(
            new double[] {-inf, -inf, 0},
            new double[] {5, inf, 0},
            new double[] {-inf, -inf, -inf});

    assertThat(value(new Accuracy(), Make.vector(2, 1, 0), scores)).isEqualTo(1);
  }

  @Test
  void every_position_of_a_sequence_is_an_example() {
    INDArray scores = SCORES.reshape('c', 2, 2, 3); // [batch, length, classes]

    INDArray target = Make.matrix(new double[] {1, 0}, new double[] {2, 2});
    assertThat(value(new Accuracy(), target, scores)).isEqualTo(0.75);
  }

  @Test
  void one_score_per_example_is_compared_with_the_threshold() {
    INDArray scores = Make.vector(0.2, 0.5, 0.51, 0.9); // above 0.5 are the last two
    INDArray column = scores.reshape('c', 4, 1);

    for (INDArray target : new INDArray[] {Make.vector(0, 0, 0, 1), Make.vector(-1, -1, -1, 1)}) {
      assertThat(value(Accuracy.binary(0.5), target, scores)).isEqualTo(0.75);
      assertThat(value(Accuracy.binary(0.5), target, column)).isEqualTo(0.75);
      assertThat(value(Accuracy.binary(0.5), target.reshape('c', 4, 1), scores)).isEqualTo(0.75);
      assertThat(value(Accuracy.binary(0.5), target.reshape('c', 4, 1), column)).isEqualTo(0.75);
      assertThat(value(Accuracy.binary(0.1), target, scores)).isEqualTo(0.25);
    }
  }

  @Test
  void the_right_class_may_be_any_of_the_first_k() {
    INDArray target = Make.vector(0, 2, 0, 0); // ranks 3, 2, 3, 3

    assertThat(value(new TopKAccuracy(1), target, SCORES)).isZero();
    assertThat(value(new TopKAccuracy(2), target, SCORES)).isEqualTo(0.25);
    assertThat(value(new TopKAccuracy(3), target, SCORES)).isEqualTo(1);
  }

  @Test
  void of_equal_scores_the_first_k_count() {
    INDArray equal = Make.matrix(new double[] {2, 2, 2, 2}, new double[] {1, 2, 2, 2});

    assertThat(value(new TopKAccuracy(2), Make.vector(1, 2), equal)).isEqualTo(1);
    assertThat(value(new TopKAccuracy(2), Make.vector(2, 3), equal)).isZero();
  }

  @Test
  void names_and_texts() {
    assertThat(new Accuracy().name()).isEqualTo("accuracy");
    assertThat(new TopKAccuracy(5).name()).isEqualTo("top-5 accuracy");
    assertThat(new Accuracy()).hasToString("Accuracy");
    assertThat(Accuracy.binary(0.5)).hasToString("Accuracy(threshold 0.5)");
    assertThat(new TopKAccuracy(5)).hasToString("TopKAccuracy(5)");
    assertThat(new Accuracy().higherIsBetter()).isTrue();
  }

  @Test
  void errors_say_what_was_expected() {
    Accuracy accuracy = new Accuracy();
    Accuracy binary = Accuracy.binary(0.5);
    INDArray numbers = Make.vector(0, 1, 2, 1);

    assertRefused(
        accuracy,
        Make.vector(0, 1, 2),
        SCORES,
        "Accuracy: target must be [4] or [4, 3], but was [3]");
    assertRefused(
        accuracy,
        Make.vector(0, 3, 1, 1),
        SCORES,
        "Accuracy: target must be integers from 0 to 2, but at [1] was 3");
    assertRefused(
        accuracy,
        Make.vector(0, 1, 0.5, 1),
        SCORES,
        "Accuracy: target must be integers from 0 to 2, but at [2] was 0.5");
    assertRefused(
        accuracy,
        Make.vector(0, 1, 2, NAN),
        SCORES,
        "Accuracy: target must be integers from 0 to 2, but at [3] was NaN");
    assertRefused(
        accuracy,
        Make.matrix(new double[] {0, 1}, new double[] {NAN, 0}),
        Make.matrix(new double[] {0, 1}, new double[] {1, 0}),
        "Accuracy: target must not be NaN, but row 1 has one");
    String single =
        "Accuracy: prediction must be [*, classes] with at least 2 classes, but was %s;"
            + " one score per example needs binary(threshold)";
    assertRefused(accuracy, numbers, numbers, single.formatted("[4]"));
    assertRefused(accuracy, numbers, numbers.reshape('c', 4, 1), single.formatted("[4, 1]"));
    assertRefused(
        binary,
        numbers,
        numbers,
        "Accuracy(threshold 0.5): target must be 1 for class 1 and 0 or -1 for the other,"
            + " but at [2] was 2");
    assertRefused(
        binary,
        numbers,
        SCORES,
        "Accuracy(threshold 0.5): target must be [4, 3] or [4, 3, 1], but was [4]");
    assertRefused(
        new TopKAccuracy(5),
        numbers,
        SCORES,
        "TopKAccuracy(5): prediction must have at least 5 classes, but was [4, 3]");
    assertThat(accuracy.value()).isNaN();
    assertThatThrownBy(() -> Accuracy.binary(NAN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Accuracy: threshold must be finite, but was NaN");
    assertThatThrownBy(() -> new TopKAccuracy(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("TopKAccuracy: k must be at least 1, but was 0");
  }

  private static void assertRefused(
      Metric metric, INDArray target, INDArray prediction, String message) {
    assertThatThrownBy(() -> metric.add(target, prediction))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  private static double value(Metric metric, INDArray target, INDArray prediction) {
    metric.add(target, prediction);
    return metric.value();
  }
}
