package io.github.taeda.nn.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Limits of the losses' settings and inputs: what is just allowed, and what is not. */
class LossArgumentsTest {

  @Test
  void class_weights_may_be_zero_but_neither_negative_nor_infinite() {
    INDArray scores = Make.matrix(new double[] {1, 2}, new double[] {3, 1});
    double onlySecond = new CrossEntropyLoss().withWeights(0, 1).value(Make.vector(0, 1), scores);
    double second = new CrossEntropyLoss().value(Make.vector(1), Make.rows(scores, 1, 2));

    assertThat(onlySecond).isCloseTo(second, within(1e-15));
    for (double bad : new double[] {-0.5, Double.POSITIVE_INFINITY, Double.NaN}) {
      assertThatThrownBy(() -> new CrossEntropyLoss().withWeights(1, bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("weights must be at least 0 and finite, but were [1.0, " + bad + "]");
      assertThatThrownBy(() -> new BCEWithLogitsLoss().withPositiveWeights(1, bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith("must be at least 0 and finite, but were [1.0, " + bad + "]");
    }
    INDArray logits = Make.matrix(new double[] {1, 1}, new double[] {0, 2});
    INDArray all = Make.filled(DataType.DOUBLE, 1, 2, 2);
    assertThat(new BCEWithLogitsLoss().withPositiveWeights(0, 0).value(all, logits)).isZero();
  }

  @Test
  void smoothing_by_nothing_changes_nothing() {
    INDArray scores = Make.matrix(new double[] {1, 2}, new double[] {3, 1});
    INDArray target = Make.vector(0, 1);
    CrossEntropyLoss plain = new CrossEntropyLoss();

    assertThat(plain.withSmoothing(0).value(target, scores)).isEqualTo(plain.value(target, scores));
    assertThat(plain.withSmoothing(0)).hasToString("CrossEntropyLoss");
  }

  @Test
  void the_margin_of_a_cosine_may_be_any_cosine() {
    assertThat(new CosineEmbeddingLoss(1)).hasToString("CosineEmbeddingLoss(1.0)");
    assertThat(new CosineEmbeddingLoss(-1)).hasToString("CosineEmbeddingLoss(-1.0)");
    assertThatThrownBy(() -> new CosineEmbeddingLoss(Math.nextUp(1.0)))
        .hasMessageContaining("margin must be between -1 and 1");
  }

  @Test
  void an_infinite_element_is_the_direction_of_its_vector() {
    INDArray pair = Make.of(new long[] {1, 2, 2}, Double.NEGATIVE_INFINITY, 1, -2, 0);

    assertThat(new CosineEmbeddingLoss().value(Make.vector(1), pair)).isCloseTo(0, within(1e-12));
  }

  @Test
  void the_first_wrong_probability_is_named_after_the_limits_themselves() {
    INDArray target = Make.matrix(new double[] {0, 1}, new double[] {1, 1.5});
    INDArray prediction = Make.filled(DataType.DOUBLE, 0.5, 2, 2);

    assertThatThrownBy(() -> new BCELoss().value(target, prediction))
        .isInstanceOf(ShapeException.class)
        .hasMessage("BCELoss: target must be within 0 and 1, but at [1, 1] was 1.5");
  }

  @Test
  void scores_need_a_batch_and_classes() {
    INDArray scores = Make.vector(1, 2);

    assertThatThrownBy(() -> new CrossEntropyLoss().value(Make.vector(1), scores))
        .isInstanceOf(ShapeException.class)
        .hasMessage("CrossEntropyLoss: prediction must be [*, *], but was [2]");
  }

  @Test
  void vectors_and_their_targets_are_numbers_of_one_type() {
    INDArray pairs = Make.filled(DataType.DOUBLE, 1, 2, 2);
    MarginRankingLoss loss = new MarginRankingLoss(0);

    assertThatThrownBy(() -> loss.value(Make.vector(1, 1).castTo(DataType.FLOAT), pairs))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("target must be DOUBLE, but was FLOAT");
    assertThatThrownBy(() -> loss.value(Make.vector(1, 1), pairs.castTo(DataType.INT32)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("prediction must be FLOAT or DOUBLE, but was INT");
    GaussianNLLLoss gaussian = new GaussianNLLLoss();
    assertThatThrownBy(
            () ->
                gaussian.value(
                    Make.filled(DataType.FLOAT, 1, 2, 1), Make.filled(DataType.DOUBLE, 1, 2, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("prediction must be FLOAT, but was DOUBLE");
  }

  @Test
  void weights_of_examples_count_for_each_position_of_a_sequence() {
    INDArray scores = Make.of(new long[] {2, 2, 2}, 1, 2, 3, 1, 0, 1, 2, 2); // 2 x 2 positions
    INDArray target = Make.matrix(new double[] {0, 1}, new double[] {1, 0});
    CrossEntropyLoss loss = new CrossEntropyLoss().withWeights(1, 3);

    double weight = loss.weight(target, scores, Make.vector(2, 5));

    assertThat(weight).isEqualTo(2 * (1 + 3) + 5 * (3 + 1));
    INDArray losses = new CrossEntropyLoss().losses(target, scores);
    assertThat(Compare.elements(losses)).hasSize(4);
  }
}
