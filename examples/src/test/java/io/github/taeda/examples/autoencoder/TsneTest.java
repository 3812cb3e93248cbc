package io.github.taeda.examples.autoencoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.examples.baselines.ClusterPurity;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.check.GradientCheck;
import io.github.taeda.nn.check.GradientReport;
import io.github.taeda.nn.ops.NDArrays;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class TsneTest {
  private final SplittableRandom random = new SplittableRandom(1);

  @ParameterizedTest
  @ValueSource(doubles = {1, 12})
  void the_delta_of_the_loss_is_its_derivative(double attraction) {
    INDArray p = matrix(Neighbourhoods.of(normal(7, 3), 3));
    INDArray y = matrix(normal(7, 2));
    GradientReport report = GradientCheck.of(new NeighbourLoss(attraction), p, y);
    assertThat(report.passes(1e-7)).as(report.toString()).isTrue();
  }

  /** Two points: p and q are ½ for both pairs, so the divergence is 0 wherever the points are. */
  @Test
  void the_loss_of_equal_distributions_is_zero() {
    INDArray p = matrix(new double[][] {{0, 0.5}, {0.5, 0}});
    INDArray y = matrix(new double[][] {{0, 0}, {3, 4}});
    assertThat(new NeighbourLoss(1).value(p, y)).isCloseTo(0, within(1e-12));
  }

  /**
   * Points at 0, 1 and 2 on a line: a = 1/2, 1/2 and 1/5, twice each, so q = 5/24, 5/24 and 2/24.
   * With p = 1/6 for each pair the loss is 2/6 (ln 24/30 + ln 24/30 + ln 24/12) = 0.0823.
   */
  @Test
  void the_loss_is_the_divergence_of_q_from_p() {
    double sixth = 1 / 6.0;
    INDArray p = matrix(new double[][] {{0, sixth, sixth}, {sixth, 0, sixth}, {sixth, sixth, 0}});
    INDArray y = matrix(new double[][] {{0, 0}, {1, 0}, {2, 0}});
    double expected = (2 * Math.log(0.8) + Math.log(2)) / 3;
    assertThat(new NeighbourLoss(1).value(p, y)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void neighbourhoods_are_symmetric_sum_to_one_and_have_the_perplexity() {
    double[][] p = Neighbourhoods.of(normal(40, 4), 5);
    assertThat(Arrays.stream(p).flatMapToDouble(Arrays::stream).sum()).isCloseTo(1, within(1e-12));
    for (int i = 0; i < 40; i++) {
      assertThat(p[i][i]).isZero();
      assertThat(p[i][3]).isEqualTo(p[3][i]);
    }
    // On a ring all vectors are alike, so that p_j|i = n p_ij, whose perplexity is exp(entropy).
    double[][] ring =
        IntStream.range(0, 60)
            .mapToObj(i -> new double[] {Math.cos(i * Math.PI / 30), Math.sin(i * Math.PI / 30)})
            .toArray(double[][]::new);
    double[] row = DoubleStream.of(Neighbourhoods.of(ring, 5)[7]).map(x -> 60 * x).toArray();
    double entropy = DoubleStream.of(row).filter(x -> x > 0).map(x -> -x * Math.log(x)).sum();
    assertThat(Math.exp(entropy)).isCloseTo(5, within(1e-4));
  }

  @Test
  void a_perplexity_beyond_the_number_of_vectors_is_rejected() {
    assertThatThrownBy(() -> Neighbourhoods.of(normal(10, 2), 9))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Neighbourhoods: perplexity must be more than 1 and less than the 9 other vectors, but"
                + " was 9.0");
  }

  @Test
  void arrays_that_do_not_fit_are_rejected() {
    assertThatThrownBy(() -> new NeighbourLoss(1).value(matrix(normal(3, 3)), matrix(normal(4, 2))))
        .isInstanceOf(ShapeException.class)
        .hasMessage("NeighbourLoss: target must be [4, 4], but was [3, 3]");
    assertThatThrownBy(() -> new NeighbourLoss(1).value(matrix(normal(4, 4)), matrix(normal(4, 3))))
        .isInstanceOf(ShapeException.class)
        .hasMessage("NeighbourLoss: prediction must be [4, 2], but was [4, 3]");
  }

  /** Four clusters of ten dimensions, whose first two coordinates are all alike. */
  @Test
  void clusters_of_ten_dimensions_are_clusters_on_the_map_but_not_in_two_coordinates() {
    double[][] vectors = normal(120, 10);
    int[] labels = new int[120];
    for (int i = 0; i < 120; i++) {
      labels[i] = i % 4;
      vectors[i][5 + labels[i]] += 12;
    }
    Tsne map = Tsne.of(vectors, 15, 150, random);
    double[][] two = Arrays.stream(vectors).map(x -> Arrays.copyOf(x, 2)).toArray(double[][]::new);
    assertThat(ClusterPurity.ofKMeans(map.points(), labels, 4, 1)).isEqualTo(1);
    assertThat(ClusterPurity.ofKMeans(two, labels, 4, 1)).isLessThan(0.5);
    INDArray p = matrix(Neighbourhoods.of(vectors, 15));
    assertThat(map.loss()).isLessThan(0.5 * new NeighbourLoss(1).value(p, matrix(normal(120, 2))));
  }

  private double[][] normal(int rows, int columns) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      Arrays.setAll(row, i -> random.nextGaussian());
    }
    return values;
  }

  private static INDArray matrix(double[]... rows) {
    double[] values = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return NDArrays.of(values, rows.length, rows[0].length);
  }
}
