package io.github.taeda.nn.optim.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.testing.Make;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ConfusionMatrixTest {

  /** Targets 3, 3 and 5 times 0, 1 and 2; the counts are [[2, 1, 0], [0, 3, 0], [1, 0, 4]]. */
  private static ConfusionMatrix filled(ConfusionMatrix matrix) {
    add(matrix, new int[] {0, 0, 0, 1, 1, 1}, new int[] {0, 0, 1, 1, 1, 1});
    add(matrix, new int[] {2, 2, 2, 2, 2}, new int[] {2, 2, 2, 2, 0});
    return matrix;
  }

  @Test
  void counts_are_of_targets_by_predictions() {
    ConfusionMatrix matrix = filled(new ConfusionMatrix(3));

    assertThat(matrix.counts()).isDeepEqualTo(new long[][] {{2, 1, 0}, {0, 3, 0}, {1, 0, 4}});
    assertThat(matrix.total()).isEqualTo(11);
    assertThat(matrix.support(2)).isEqualTo(5);
    matrix.counts()[0][0] = 100; // a copy
    assertThat(matrix.counts()[0][0]).isEqualTo(2);
  }

  @Test
  void scores_of_classes_and_their_means() {
    ConfusionMatrix matrix = filled(new ConfusionMatrix(3));

    assertThat(matrix.precision(0)).isEqualTo(2 / 3.0); // 2 of 2 + 0 + 1
    assertThat(matrix.precision(1)).isEqualTo(3 / 4.0);
    assertThat(matrix.recall(0)).isEqualTo(2 / 3.0);
    assertThat(matrix.recall(2)).isEqualTo(4 / 5.0);
    assertThat(matrix.f1(1)).isEqualTo(6 / 7.0); // 2 · 3/4 · 1 / (3/4 + 1)
    assertThat(matrix.accuracy()).isEqualTo(9 / 11.0);
    // (2/3 + 3/4 + 1) / 3, (2/3 + 1 + 4/5) / 3, (2/3 + 6/7 + 8/9) / 3
    assertThat(matrix.macro().precision()).isCloseTo(29 / 36.0, within(1e-15));
    assertThat(matrix.macro().recall()).isCloseTo(37 / 45.0, within(1e-15));
    assertThat(matrix.macro().f1()).isCloseTo(152 / 189.0, within(1e-15));
    assertThat(matrix.value()).isEqualTo(matrix.macro().f1());
    // (3 · 2/3 + 3 · 3/4 + 5 · 1) / 11 and so on; the weighted recall is the accuracy
    assertThat(matrix.weighted().precision()).isCloseTo(9.25 / 11, within(1e-15));
    assertThat(matrix.weighted().recall()).isCloseTo(9 / 11.0, within(1e-15));
    assertThat(matrix.weighted().f1()).isCloseTo((2 + 18 / 7.0 + 40 / 9.0) / 11, within(1e-15));
  }

  @Test
  void it_is_printed_with_headings_and_scores() {
    assertThat(filled(new ConfusionMatrix("cat", "dog", "bird")))
        .hasToString(
            """
            target \\ prediction  cat  dog  bird
            cat                    2    1     0
            dog                    0    3     0
            bird                   1    0     4

                      precision  recall      F1  support
            cat          0.6667  0.6667  0.6667        3
            dog          0.7500  1.0000  0.8571        3
            bird         1.0000  0.8000  0.8889        5
            accuracy                     0.8182       11
            macro        0.8056  0.8222  0.8042       11
            weighted     0.8409  0.8182  0.8196       11""");
  }

  @Test
  void large_counts_keep_the_columns_aligned() {
    ConfusionMatrix matrix = new ConfusionMatrix(2);
    for (int i = 0; i < 123; i++) {
      add(matrix, new int[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0}, new int[10]);
    }
    add(matrix, new int[] {1}, new int[] {0});

    assertThat(matrix)
        .hasToString(
            """
            target \\ prediction     0  1
            0                    1230  0
            1                       1  0

                      precision  recall      F1  support
            0            0.9992  1.0000  0.9996     1230
            1            0.0000  0.0000  0.0000        1
            accuracy                     0.9992     1231
            macro        0.4996  0.5000  0.4998     1231
            weighted     0.9984  0.9992  0.9988     1231""");
  }

  @Test
  void what_would_be_divided_by_zero_is_zero_and_absent_classes_do_not_count() {
    ConfusionMatrix matrix = new ConfusionMatrix(4);
    add(matrix, new int[] {0, 0, 1}, new int[] {0, 2, 0}); // 1 never predicted, 2 never right, no 3

    assertThat(matrix.precision(1)).isZero();
    assertThat(matrix.recall(2)).isZero();
    assertThat(matrix.f1(3)).isZero();
    assertThat(matrix.macro().precision()).isCloseTo(1 / 6.0, within(1e-15)); // (1/2 + 0 + 0) / 3
    assertThat(matrix.weighted().recall()).isCloseTo(1 / 3.0, within(1e-15)); // (2 · 1/2 + 0) / 3
    assertThat(new ConfusionMatrix(2).accuracy()).isNaN();
    assertThat(new ConfusionMatrix(2).macro().recall()).isNaN();
  }

  @Test
  void a_nan_is_of_no_class() {
    ConfusionMatrix matrix = new ConfusionMatrix("no", "yes");
    matrix.add(
        Make.vector(0, 1, 1),
        Make.matrix(
            new double[] {1, 0}, new double[] {0, 1}, new double[] {Double.NaN, Double.NaN}));

    assertThat(matrix.counts()).isDeepEqualTo(new long[][] {{1, 0}, {0, 1}});
    assertThat(matrix.undecided(1)).isEqualTo(1);
    assertThat(matrix.recall(1)).isEqualTo(0.5);
    assertThat(matrix.precision(1)).isEqualTo(1);
    assertThat(matrix.accuracy()).isEqualTo(2 / 3.0);
    assertThat(matrix.toString())
        .startsWith(
            """
            target \\ prediction  no  yes  NaN
            no                    1    0    0
            yes                   0    1    1
            """);
  }

  @Test
  void one_score_per_example_has_two_classes() {
    ConfusionMatrix matrix = ConfusionMatrix.binary(0);
    matrix.add(Make.vector(1, -1, 1, 1), Make.vector(2, 1, -3, 0.5).reshape('c', 4, 1));

    assertThat(matrix.counts()).isDeepEqualTo(new long[][] {{0, 1}, {1, 2}});
    assertThat(matrix.precision(1)).isEqualTo(2 / 3.0);
  }

  @Test
  void errors_name_the_class_or_the_shape() {
    ConfusionMatrix matrix = new ConfusionMatrix(3);

    assertThatThrownBy(() -> add(matrix, new int[] {0, 3}, new int[] {0, 1}))
        .hasMessage(
            "ConfusionMatrix(3 classes): target must be integers from 0 to 2,"
                + " but at [1] was 3");
    assertThatThrownBy(
            () -> matrix.add(Make.vector(0, 1), Nd4j.create(DataType.DOUBLE, new long[] {2, 4})))
        .hasMessage("ConfusionMatrix(3 classes): prediction must be [*, 3], but was [2, 4]");
    assertThatThrownBy(() -> matrix.precision(3))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("ConfusionMatrix: class 3 does not exist, there are 3 classes from 0");
    assertThatThrownBy(() -> matrix.support(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new ConfusionMatrix(-1))
        .hasMessage("ConfusionMatrix: number of classes must be at least 2, but was -1");
    assertThatThrownBy(() -> new ConfusionMatrix("one"))
        .hasMessage("ConfusionMatrix: number of classes must be at least 2, but was 1");
    assertThatThrownBy(() -> ConfusionMatrix.binary(Double.POSITIVE_INFINITY))
        .hasMessage("ConfusionMatrix: threshold must be finite, but was Infinity");
    assertThat(matrix.total()).isZero();
  }

  /** Adds predictions that are one-hot. */
  private static void add(ConfusionMatrix matrix, int[] targets, int[] predictions) {
    INDArray scores =
        Nd4j.create(DataType.DOUBLE, new long[] {predictions.length, matrix.size()}, 'c');
    for (int i = 0; i < predictions.length; i++) {
      scores.putScalar(i, predictions[i], 1);
    }
    matrix.add(Nd4j.createFromArray(targets), scores);
  }
}
