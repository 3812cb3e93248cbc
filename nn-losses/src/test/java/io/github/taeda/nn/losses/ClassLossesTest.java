package io.github.taeda.nn.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Evaluated;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Weights, ignored classes and smoothing, by hand. */
class ClassLossesTest {
  private static final double L = Math.log(2);

  /** Logarithms of 1/2 1/4 1/4, of 1/4 1/2 1/4 and of 1/8 1/8 3/4. */
  private static final INDArray LOGS =
      Make.matrix(
          new double[] {-L, -2 * L, -2 * L},
          new double[] {-2 * L, -L, -2 * L},
          new double[] {-3 * L, -3 * L, Math.log(0.75)});

  private static final INDArray CLASSES = Make.vector(0, 2, 1); // costs L, 2 L, 3 L

  @Test
  void weights_multiply_costs_and_the_mean_is_over_their_sum() {
    // 2 · L, 5 · 2 L, 1 · 3 L; mean 15 L / (2 + 5 + 1); over 9 elements 15 L / 9.
    INDArray costs = Make.vector(2 * L, 10 * L, 3 * L);
    for (boolean scores : new boolean[] {true, false}) {
      Compare.close("costs", weighted(scores, Reduction.MEAN).forward(CLASSES, LOGS), costs, 1e-15);
      assertValue(weighted(scores, Reduction.MEAN), 15 * L / 8);
      assertValue(weighted(scores, Reduction.SUM), 15 * L);
      assertValue(weighted(scores, Reduction.ELEMENT_MEAN), 15 * L / 9);
    }
    // w_y (softmax − one-hot) / 8
    Compare.close(
        "delta of scores",
        weighted(true, Reduction.MEAN).backward(CLASSES, LOGS),
        Make.matrix(
            new double[] {-2 / 16.0, 2 / 32.0, 2 / 32.0},
            new double[] {5 / 32.0, 5 / 16.0, -15 / 32.0},
            new double[] {1 / 64.0, -7 / 64.0, 6 / 64.0}),
        1e-15);
    Compare.close(
        "delta of logarithms",
        weighted(false, Reduction.MEAN).backward(CLASSES, LOGS),
        Make.matrix(
            new double[] {-2 / 8.0, 0, 0},
            new double[] {0, 0, -5 / 8.0},
            new double[] {0, -1 / 8.0, 0}),
        1e-15);
  }

  private static Loss weighted(boolean scores, Reduction reduction) {
    return scores
        ? new CrossEntropyLoss(reduction).withWeights(2, 1, 5)
        : new NLLLoss(reduction).withWeights(2, 1, 5);
  }

  @Test
  void ignored_examples_cost_nothing_and_do_not_count() {
    // Class 2 ignored: L, 0, 3 L; mean over the two that count, or over their weights 2 + 1.
    assertValue(new CrossEntropyLoss().withIgnoreIndex(2), 4 * L / 2);
    assertValue(new NLLLoss().withIgnoreIndex(2), 4 * L / 2);
    assertValue(new CrossEntropyLoss(Reduction.SUM).withIgnoreIndex(2), 4 * L);
    assertValue(new NLLLoss().withWeights(2, 1, 5).withIgnoreIndex(2), (2 + 3) * L / 3);
    assertValue(new CrossEntropyLoss().withIgnoreIndex(2).withWeights(2, 1, 5), 5 * L / 3);
    INDArray delta = new CrossEntropyLoss().withIgnoreIndex(2).backward(CLASSES, LOGS);
    Compare.exact("ignored row", Make.rows(delta, 1, 2), Make.matrix(new double[] {0, 0, 0}));
  }

  @Test
  void the_ignored_number_need_not_be_a_class() {
    INDArray classes = Make.vector(0, 255, 1);
    Loss loss = new CrossEntropyLoss().withIgnoreIndex(255);
    assertThat(loss.value(classes, LOGS)).isEqualTo(4 * L / 2, within(1e-15));
    assertThat(new NLLLoss().withIgnoreIndex(-100).value(Make.vector(-100, -100, 1), LOGS))
        .isEqualTo(3 * L, within(1e-15));
  }

  @Test
  void smoothing_shares_among_all_classes() {
    // First row, ε = 0.3: 0.7 L + 0.1 (L + 2 L + 2 L) = 1.2 L; with weights 2 1 5 and y = 0:
    // 0.7 · 2 L + 0.1 (2 L + 2 L + 10 L) = 2.8 L.
    INDArray first = Make.rows(LOGS, 0, 1);
    CrossEntropyLoss loss = new CrossEntropyLoss().withSmoothing(0.3);
    assertThat(loss.value(Make.vector(0), first)).isEqualTo(1.2 * L, within(1e-15));
    assertThat(loss.withWeights(2, 1, 5).forward(Make.vector(0), first).getDouble(0))
        .isEqualTo(2.8 * L, within(1e-15));
    assertThat(loss.withWeights(2, 1, 5).value(Make.vector(0), first))
        .isEqualTo(2.8 * L / 2, within(1e-15));
  }

  @Test
  void weights_ignored_classes_and_smoothing_go_together() {
    // Rows 0 and 2 count: 2.8 L as above; row 2, y = 1: 0.7 · 3 L + 0.1 (2 · 3 L + 3 L − 5 ln ¾).
    // Mean over the weights 2 + 1 of the classes 0 and 1.
    CrossEntropyLoss loss =
        new CrossEntropyLoss().withWeights(2, 1, 5).withIgnoreIndex(2).withSmoothing(0.3);
    double sum = 2.8 * L + 2.1 * L + 0.1 * (9 * L - 5 * Math.log(0.75));
    assertValue(loss, sum / 3);
    INDArray delta = loss.backward(CLASSES, LOGS);
    Compare.exact("ignored row", Make.rows(delta, 1, 2), Make.matrix(new double[] {0, 0, 0}));
  }

  @Test
  void soft_targets_have_their_entries_weighted_and_the_mean_is_over_the_batch() {
    // Row 0: ½ · 2 · L + ½ · 5 · 2 L = 6 L; row 1: 1 · L; row 2: ¼ · 2 · 3 L − ¾ · 5 ln ¾.
    INDArray soft =
        Make.matrix(
            new double[] {0.5, 0, 0.5}, new double[] {0, 1, 0}, new double[] {0.25, 0, 0.75});
    double last = 1.5 * L - 3.75 * Math.log(0.75);
    for (boolean scores : new boolean[] {true, false}) {
      Loss loss = weighted(scores, Reduction.MEAN);
      Compare.close("costs", loss.forward(soft, LOGS), Make.vector(6 * L, L, last), 1e-15);
      assertThat(loss.value(soft, LOGS)).isEqualTo((7 * L + last) / 3, within(1e-15));
    }
    // Row 0: softmax · (½ · 2 + ½ · 5) − (1, 0, 2.5), over 3.
    INDArray delta = weighted(true, Reduction.MEAN).backward(soft, LOGS);
    Compare.close(
        "delta",
        Make.rows(delta, 0, 1),
        Make.matrix(new double[] {0.75 / 3, 0.875 / 3, (0.875 - 2.5) / 3}),
        1e-15);
  }

  @Test
  void a_margin_is_weighted_by_the_right_class() {
    // Scores 1 3 2.5 with y = 0 and margin 1: (3 − 1 + 1) + (2.5 − 1 + 1) = 5.5, times 2 = 11;
    // scores 0 0 2 with y = 2: nothing within the margin; 0 0.5 0 with y = 1: ½ + ½, times 1.
    INDArray scores =
        Make.matrix(new double[] {1, 3, 2.5}, new double[] {0, 0, 2}, new double[] {0, 0.5, 0});
    INDArray classes = Make.vector(0, 2, 1);
    MultiMarginLoss loss = new MultiMarginLoss(1).withWeights(2, 1, 5);
    Compare.exact("costs", loss.forward(classes, scores), Make.vector(11, 0, 1));
    assertThat(loss.value(classes, scores)).isEqualTo(12 / 8.0);
    assertThat(loss.withIgnoreIndex(0).value(classes, scores)).isEqualTo(1 / 6.0);
    assertThat(new MultiMarginLoss(1).withIgnoreIndex(2).value(classes, scores)).isEqualTo(6.5 / 2);
    Compare.exact(
        "delta",
        loss.backward(classes, scores),
        Make.matrix(
            new double[] {-4 / 8.0, 2 / 8.0, 2 / 8.0},
            new double[] {0, 0, 0},
            new double[] {1 / 8.0, -2 / 8.0, 1 / 8.0}));
    INDArray oneHot =
        Make.matrix(new double[] {1, 0, 0}, new double[] {0, 0, 1}, new double[] {0, 1, 0});
    Compare.exact("costs of one-hot rows", loss.forward(oneHot, scores), Make.vector(11, 0, 1));
    assertThat(loss.value(oneHot, scores)).isEqualTo(12 / 3.0);
  }

  @Test
  void where_nothing_counts_the_cost_and_the_delta_are_zero() {
    INDArray classes = Make.vector(1, 1, 1);
    INDArray zeros = LOGS.mul(0);
    for (Loss loss :
        new Loss[] {
          new CrossEntropyLoss().withIgnoreIndex(1),
          new CrossEntropyLoss().withIgnoreIndex(1).withSmoothing(0.2).withWeights(2, 1, 5),
          new CrossEntropyLoss().withWeights(1, 0, 1),
          new NLLLoss().withIgnoreIndex(1),
          new NLLLoss().withWeights(1, 0, 1),
          new MultiMarginLoss(1).withIgnoreIndex(1),
          new MultiMarginLoss(1).withWeights(1, 0, 1)
        }) {
      assertThat(loss.value(classes, LOGS)).as(loss.toString()).isZero();
      Compare.close(loss + " costs", loss.forward(classes, LOGS), Make.vector(0, 0, 0), 0);
      Compare.close(loss + " delta", loss.backward(classes, LOGS), zeros, 0);
    }
  }

  @Test
  void one_class_costs_nothing_by_its_score() {
    INDArray classes = Make.vector(0, 0, 0);
    INDArray scores = Make.of(new long[] {3, 1}, 1000, -1e30, 0);
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      for (Loss loss : new Loss[] {new CrossEntropyLoss(), new MultiMarginLoss(1)}) {
        INDArray zeros = Make.filled(type, 0, 3);
        Compare.close(loss + " costs", loss.forward(classes, scores.castTo(type)), zeros, 0);
        Compare.close(
            loss + " delta",
            loss.backward(classes, scores.castTo(type)),
            zeros.reshape('c', 3, 1),
            0);
      }
    }
  }

  @Test
  void far_scores_cost_their_distance() {
    // ln(e^a + e^b) − b = a − b where a is far above b.
    INDArray scores =
        Make.matrix(new double[] {1000, -1000}, new double[] {1e30, -1e30}, new double[] {0, 1e30});
    for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
      INDArray costs = new CrossEntropyLoss().forward(Make.vector(1, 1, 1), scores.castTo(type));
      assertThat(costs.toDoubleVector()[0]).isEqualTo(2000);
      assertThat(costs.toDoubleVector()[1] / 1e30).isEqualTo(2, within(1e-7));
      assertThat(costs.toDoubleVector()[2]).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void infinite_scores_of_other_classes_cost_what_they_should(DataType type) {
    double none = Double.NEGATIVE_INFINITY;
    INDArray masked = Make.matrix(new double[] {1, none, 2}).castTo(type);
    INDArray zero = Make.vector(0);
    // ln(e^1 + e^2) − 1 = ln(1 + e); 2 − 1 + 1 = 2.
    assertThat(new CrossEntropyLoss().value(zero, masked))
        .isEqualTo(Math.log1p(Math.E), within(1e-6));
    assertThat(new CrossEntropyLoss().withWeights(1, 2, 3).value(zero, masked))
        .isEqualTo(Math.log1p(Math.E), within(1e-6));
    assertThat(new MultiMarginLoss(1).value(zero, masked)).isEqualTo(2);
    Compare.close(
        "delta of the margin",
        new MultiMarginLoss(1).backward(zero, masked),
        Make.matrix(new double[] {-1, 0, 1}),
        0);
    INDArray certain = Make.matrix(new double[] {0, none}).castTo(type);
    assertThat(new NLLLoss().value(zero, certain)).isZero();
    double large = type == DataType.FLOAT ? 3e38 : 1.7e308;
    INDArray far = Make.matrix(new double[] {large, -large}).castTo(type);
    assertThat(new CrossEntropyLoss().value(zero, far)).isZero();
    Compare.close(
        "delta", new CrossEntropyLoss().backward(zero, far), Make.matrix(new double[] {0, 0}), 0);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void an_infinite_score_of_the_right_class_costs_infinity(DataType type) {
    INDArray scores = Make.matrix(new double[] {Double.NEGATIVE_INFINITY, 1}).castTo(type);
    INDArray zero = Make.vector(0);
    assertThat(new CrossEntropyLoss().value(zero, scores)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(new NLLLoss().value(zero, scores)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(new MultiMarginLoss(1).value(zero, scores)).isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void an_ignored_row_may_hold_anything() {
    INDArray classes = Make.vector(0, 7, 1);
    INDArray rows = LOGS.dup();
    for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      rows.putScalar(1, 1, number);
      for (Loss loss :
          new Loss[] {
            new CrossEntropyLoss().withIgnoreIndex(7),
            new CrossEntropyLoss().withIgnoreIndex(7).withWeights(2, 1, 5),
            new CrossEntropyLoss().withIgnoreIndex(7).withSmoothing(0.2),
            new NLLLoss().withIgnoreIndex(7).withWeights(2, 1, 5),
            new MultiMarginLoss(1).withIgnoreIndex(7).withWeights(2, 1, 5)
          }) {
        assertThat(loss.value(classes, rows))
            .as(loss.toString())
            .isEqualTo(loss.value(classes, LOGS));
        Compare.exact(loss + " costs", loss.forward(classes, rows), loss.forward(classes, LOGS));
        Compare.exact(loss + " delta", loss.backward(classes, rows), loss.backward(classes, LOGS));
      }
    }
  }

  @Test
  void one_hot_rows_may_be_whole_numbers() {
    INDArray oneHot =
        Make.matrix(new double[] {1, 0, 0}, new double[] {0, 0, 1}, new double[] {0, 1, 0});
    for (DataType type : new DataType[] {DataType.INT32, DataType.INT64, DataType.UINT8}) {
      INDArray target = oneHot.castTo(type);
      for (Loss loss : new Loss[] {new CrossEntropyLoss(), new NLLLoss(), new MultiMarginLoss(1)}) {
        assertThat(loss.value(target, LOGS))
            .as(loss + " of " + type)
            .isEqualTo(loss.value(CLASSES, LOGS));
        Compare.exact(
            loss + " of " + type, loss.backward(target, LOGS), loss.backward(CLASSES, LOGS));
      }
      assertValue(new CrossEntropyLoss(), 2 * L); // (L + 2 L + 3 L) / 3
    }
  }

  @Test
  void targets_that_do_not_fit_are_refused_with_what_would() {
    INDArray column = CLASSES.reshape('c', 3, 1);
    for (DataType type : new DataType[] {DataType.INT32, DataType.DOUBLE, DataType.BOOL}) {
      assertThatThrownBy(() -> new CrossEntropyLoss().value(column.castTo(type), LOGS))
          .isInstanceOf(ShapeException.class)
          .hasMessage("CrossEntropyLoss: target must be [3] or [3, 3], but was [3, 1]");
    }
    assertThatThrownBy(() -> new NLLLoss().value(LOGS.castTo(DataType.FLOAT), LOGS))
        .isInstanceOf(ShapeException.class)
        .hasMessage("NLLLoss: target must be DOUBLE, but was FLOAT");
    assertThatThrownBy(() -> new NLLLoss().value(CLASSES.castTo(DataType.BOOL), LOGS))
        .isInstanceOf(ShapeException.class)
        .hasMessage("NLLLoss: target must be numeric, but was BOOL");
    for (double number : new double[] {Double.POSITIVE_INFINITY, Double.NaN}) {
      INDArray target = LOGS.mul(0);
      target.putScalar(new int[] {2, 1}, number);
      for (Loss loss : new Loss[] {new CrossEntropyLoss(), new KLDivLoss()}) {
        assertThatThrownBy(() -> loss.value(target, LOGS))
            .isInstanceOf(ShapeException.class)
            .hasMessage(loss + ": target must be finite, but at [2, 1] was " + number);
      }
    }
  }

  @Test
  void options_that_make_no_sense_are_refused() {
    assertThatThrownBy(() -> new NLLLoss().withWeights(1, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weights must be at least 0 and finite, but were [1.0, -1.0]");
    assertThatThrownBy(() -> new NLLLoss().withWeights((double[]) null))
        .isInstanceOf(NullPointerException.class)
        .hasMessage("ClassLoss: weights is null");
    assertThatThrownBy(() -> new MultiMarginLoss(1).withWeights(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("weights must be at least 0 and finite, but were [NaN]");
    assertThatThrownBy(() -> new CrossEntropyLoss().withSmoothing(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("smoothing must be at least 0 and less than 1, but was 1.0");
    assertThatThrownBy(() -> new NLLLoss().withWeights(1, 2).forward(CLASSES, LOGS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "NLLLoss(weights [1.0, 2.0]): there must be one weight per class, but there are 2"
                + " weights and 3 classes");
    assertThatThrownBy(() -> new NLLLoss().withIgnoreIndex(7).forward(Make.vector(0, 7, 3), LOGS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("NLLLoss(ignoring 7): target must be integers from 0 to 2, but at [2] was 3");
  }

  private static void assertValue(Loss loss, double expected) {
    assertThat(loss.value(CLASSES, LOGS)).as(loss.toString()).isEqualTo(expected, within(1e-14));
  }

  @Test
  void each_position_of_a_sequence_is_an_example() {
    SplittableRandom random = new SplittableRandom(5);
    INDArray scores = Make.normal(random, 4, 2, 5, 3);
    INDArray classes = Make.ids(random, 3, 4, 2, 5);
    INDArray shares = Make.uniform(random, 0, 1, 4, 2, 5, 3);
    INDArray rows = scores.reshape(40, 3);
    for (Reduction reduction : Reduction.values()) {
      for (Loss loss :
          List.of(
              new CrossEntropyLoss(reduction).withWeights(1, 2, 3).withIgnoreIndex(1),
              new CrossEntropyLoss(reduction).withSmoothing(0.1),
              new NLLLoss(reduction),
              new MultiMarginLoss(1, reduction))) {
        assertSame(loss, classes, classes.reshape(40), scores, rows);
        if (!(loss instanceof MultiMarginLoss)) {
          assertSame(loss, shares, shares.reshape(40, 3), scores, rows);
        }
      }
    }
    assertThatThrownBy(() -> new NLLLoss().value(classes.reshape(4, 10), scores))
        .isInstanceOf(ShapeException.class)
        .hasMessage("NLLLoss: target must be [4, 2, 5] or [4, 2, 5, 3], but was [4, 10]");
  }

  private static void assertSame(
      Loss loss, INDArray target, INDArray flat, INDArray scores, INDArray rows) {
    assertThat(loss.value(target, scores)).isEqualTo(loss.value(flat, rows));
    assertThat(loss.weight(target, scores)).isEqualTo(loss.weight(flat, rows));
    Evaluated evaluated = loss.evaluate(target, scores);
    assertThat(evaluated.value()).isEqualTo(loss.value(flat, rows), within(1e-13));
    assertThat(evaluated.weight()).isEqualTo(loss.weight(flat, rows));
    assertThat(loss.forward(target, scores)).isEqualTo(loss.forward(flat, rows));
    INDArray delta = loss.backward(flat, rows).reshape(4, 2, 5, 3);
    Compare.close("delta", loss.backward(target, scores), delta, 0);
    Compare.close("delta", evaluated.delta(), delta, 1e-15);
  }

  @Test
  void weights_of_positive_targets_multiply_their_losses() {
    BCEWithLogitsLoss loss = new BCEWithLogitsLoss().withPositiveWeights(3, 1);
    INDArray scores = Make.matrix(new double[] {0.5, -1});
    double costOfYes = Math.log1p(Math.exp(-0.5));
    double costOfNo = Math.log1p(Math.exp(-1));
    assertThat(loss.value(Make.matrix(new double[] {1, 0}), scores))
        .isEqualTo(3 * costOfYes + costOfNo, within(1e-15));
    Compare.close(
        "delta",
        loss.backward(Make.matrix(new double[] {1, 0}), scores),
        Make.matrix(new double[] {3 / (1 + Math.exp(-0.5)) - 3, 1 / (1 + Math.exp(1))}),
        1e-15);
    assertThatThrownBy(() -> loss.value(Make.vector(1, 0), Make.vector(0.5, -1)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("prediction must be [*, 2], but was [2]");
    assertThatThrownBy(() -> new BCEWithLogitsLoss().withPositiveWeights(1, -2))
        .hasMessage(
            "BCEWithLogitsLoss: positive weights must be at least 0 and finite, but were"
                + " [1.0, -2.0]");
  }
}
