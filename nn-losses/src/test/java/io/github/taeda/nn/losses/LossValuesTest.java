package io.github.taeda.nn.losses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Losses and deltas by hand. */
class LossValuesTest {
  private static final Offset<Double> TINY = within(1e-9);

  private static INDArray array(double[] elements, long... shape) {
    return Nd4j.createFromArray(elements).reshape(shape);
  }

  private static INDArray row(double... elements) {
    return array(elements, 1, elements.length);
  }

  private static void hasDelta(Loss loss, INDArray target, INDArray prediction, double... delta) {
    double[] actual = loss.evaluate(target, prediction).delta().ravel().toDoubleVector();
    assertThat(actual).containsExactly(delta, TINY);
  }

  @Test
  void soft_margin() {
    double expected = Math.log(2) + Math.log(1 + Math.E);
    assertThat(new SoftMarginLoss().value(row(1, -1), row(0, 1))).isCloseTo(expected, TINY);
    hasDelta(new SoftMarginLoss(), row(1, -1), row(0, 1), -0.5, Math.E / (1 + Math.E));
  }

  @Test
  void poisson_and_a_certain_zero() {
    INDArray logarithms = row(Math.log(3), Double.NEGATIVE_INFINITY);
    assertThat(new PoissonNLLLoss().value(row(2, 0), logarithms))
        .isCloseTo(3 - 2 * Math.log(3), TINY);
    hasDelta(new PoissonNLLLoss(), row(2, 0), logarithms, 1, 0);
  }

  @Test
  void gaussian_with_a_variance_of_4() {
    INDArray prediction = row(3, Math.log(4));
    assertThat(new GaussianNLLLoss().value(row(1), prediction))
        .isCloseTo((Math.log(4) + 1) / 2, TINY);
    hasDelta(new GaussianNLLLoss(), row(1), prediction, 0.5, 0);
  }

  @Test
  void a_pair_in_the_wrong_order_has_a_margin_ranking_loss() {
    INDArray target = array(new double[] {1, -1}, 2);
    INDArray prediction = array(new double[] {1, 2, 1, 2}, 2, 2);
    assertThat(new MarginRankingLoss(0.5).value(target, prediction)).isCloseTo(0.75, TINY);
    hasDelta(new MarginRankingLoss(0.5), target, prediction, -0.5, 0.5, 0, 0);
  }

  @Test
  void cosines_of_45_degrees_and_of_nothing() {
    double cosine = Math.sqrt(0.5);
    INDArray pairs = array(new double[] {1, 0, 1, 1, 1, 0, 1, 1, 0, 0, 1, 1}, 3, 2, 2);
    INDArray losses =
        new CosineEmbeddingLoss(0.1).forward(array(new double[] {1, -1, 1}, 3), pairs);
    assertThat(losses.toDoubleVector())
        .containsExactly(new double[] {1 - cosine, cosine - 0.1, 1}, TINY);
  }

  @Test
  void the_nearer_negative_has_a_triplet_loss() {
    INDArray target = array(new double[] {1}, 1);
    INDArray triplet = array(new double[] {0, 0, 3, 4, 0, 2}, 1, 3, 2);
    assertThat(new TripletMarginLoss().value(target, triplet)).isCloseTo(4, TINY);
    hasDelta(new TripletMarginLoss(), target, triplet, -0.6, 0.2, 0.6, 0.8, 0, -1);
  }

  @Test
  void equal_vectors_of_a_triplet_have_no_direction() {
    INDArray triplet = array(new double[] {1, 1, 1, 1, 1, 1}, 1, 3, 2);
    hasDelta(new TripletMarginLoss(), array(new double[] {1}, 1), triplet, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void wrong_labels_within_the_margin_of_right_ones() {
    INDArray target = row(1, 0, 0, 1);
    INDArray prediction = row(0.1, 0.2, 0.4, 0.8);
    assertThat(new MultiLabelMarginLoss().value(target, prediction)).isCloseTo(0.85, TINY);
    hasDelta(new MultiLabelMarginLoss(), target, prediction, -0.5, 0.5, 0.5, -0.5);
  }

  @Test
  void a_sum_weights_losses_and_deltas() {
    Loss loss = WeightedSumLoss.of(1, new MSELoss()).plus(0.1, new L1Loss());
    assertThat(loss.value(row(0), row(2))).isCloseTo(4.2, TINY);
    hasDelta(loss, row(0), row(2), 4.1);
  }

  @Test
  void a_sum_needs_losses_of_one_reduction_and_weight() {
    WeightedSumLoss sum = WeightedSumLoss.of(1, new MSELoss());
    assertThatThrownBy(() -> sum.plus(1, new L1Loss(Reduction.SUM)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("WeightedSumLoss: the reduction of L1Loss must be MEAN, but was SUM");
    Loss classes =
        WeightedSumLoss.of(1, new CrossEntropyLoss())
            .plus(1, new CrossEntropyLoss().withWeights(1, 3));
    assertThatThrownBy(() -> classes.value(array(new double[] {1}, 1), row(0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("divides by 1.0 and CrossEntropyLoss(weights [1.0, 3.0]) by 3.0");
    assertThatThrownBy(() -> sum.plus(-1, new L1Loss()))
        .hasMessage("WeightedSumLoss: weight must be > 0 and finite, but was -1.0");
    assertThatThrownBy(() -> new CosineEmbeddingLoss(2))
        .hasMessage("CosineEmbeddingLoss: margin must be between -1 and 1, but was 2.0");
  }

  @Test
  void a_sum_of_class_losses_takes_positions() {
    INDArray scores = array(new double[] {0, 0, 0, 0}, 1, 2, 2);
    INDArray classes = array(new double[] {0, 1}, 1, 2);
    Loss loss = WeightedSumLoss.of(0.5, new CrossEntropyLoss()).plus(0.5, new CrossEntropyLoss());
    assertThat(loss.value(classes, scores))
        .isCloseTo(new CrossEntropyLoss().value(classes, scores), TINY);
    assertThat(loss.forward(classes, scores).toDoubleVector())
        .containsExactly(new double[] {Math.log(2), Math.log(2)}, TINY);
  }

  @Test
  void masked_labels_have_no_loss() {
    INDArray target = row(1, 0);
    INDArray masked = row(2, Double.NEGATIVE_INFINITY);
    assertThat(new MultiLabelMarginLoss().value(target, masked)).isZero();
    hasDelta(new MultiLabelMarginLoss(), target, masked, 0, 0);
    assertThat(new MultiLabelMarginLoss().value(target, row(Double.NEGATIVE_INFINITY, 0)))
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void an_infinitely_far_negative_has_no_triplet_loss() {
    INDArray triplet = array(new double[] {0, 0, 1, 0, Double.POSITIVE_INFINITY, 0}, 1, 3, 2);
    INDArray target = array(new double[] {1}, 1);
    assertThat(new TripletMarginLoss().value(target, triplet)).isZero();
    hasDelta(new TripletMarginLoss(), target, triplet, 0, 0, 0, 0, 0, 0);
    INDArray narrow = triplet.castTo(DataType.FLOAT);
    hasDelta(new TripletMarginLoss(), target.castTo(DataType.FLOAT), narrow, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void a_variance_without_an_error_may_be_tiny() {
    INDArray prediction = row(1, -90).castTo(DataType.FLOAT);
    INDArray target = row(1).castTo(DataType.FLOAT);
    assertThat(new GaussianNLLLoss().value(target, prediction)).isEqualTo(-45);
    hasDelta(new GaussianNLLLoss(), target, prediction, 0, 0.5);
  }
}
