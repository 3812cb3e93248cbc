package io.github.taeda.nn.data.readers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimeSeriesDatasetTest {
  private static final TimeSeriesDataset SERIES =
      TimeSeriesDataset.of(
          List.of(new float[][] {{1}, {2}, {3}}, new float[][] {{0}}),
          new int[] {0, 1},
          List.of("a", "b"));

  @Test
  void a_step_channel_tells_padding_from_zeros() {
    assertThat(SERIES.isEqualLength()).isFalse();
    assertThat(SERIES.withStepChannel().batch(1, 0).input().ravel().toFloatVector())
        .containsExactly(0, 1, 0, 0, 0, 0, 1, 1, 2, 1, 3, 1);
    assertThat(SERIES.batch(1).input().ravel().toFloatVector()).containsExactly(0, 0, 0);
  }

  @Test
  void series_are_cut_or_padded_to_a_length() {
    assertThat(SERIES.withLength(2).batch(0, 1).input().ravel().toFloatVector())
        .containsExactly(1, 2, 0, 0);
    assertThat(SERIES.withLength(4).batch(0).input().ravel().toFloatVector())
        .containsExactly(1, 2, 3, 0);
    assertThat(SERIES.withLength(1).isEqualLength()).isTrue();
  }

  /** Of 1, 2, 3, 0 the mean is 1.5 and the variance 1.25; the padding stays 0. */
  @Test
  void series_are_standardised_by_all_steps_but_the_padding() {
    double deviation = Math.sqrt(1.25);
    double[] expected = {-0.5, 0.5, 1.5, -1.5, 0, 0};
    float[] actual = SERIES.standardizedBy(SERIES).batch(0, 1).input().ravel().toFloatVector();
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo((float) (expected[i] / deviation), within(1e-6f));
    }
    TimeSeriesDataset constant =
        TimeSeriesDataset.of(List.<float[][]>of(new float[][] {{2}, {2}}), new int[0], List.of());
    assertThat(SERIES.standardizedBy(constant).series(0))
        .isDeepEqualTo(new float[][] {{-1}, {0}, {1}});
    assertThat(SERIES.series(0)).isDeepEqualTo(new float[][] {{1}, {2}, {3}});
  }

  @Test
  void sizes_that_do_not_agree_are_rejected() {
    float[][] one = {{1}, {2}};
    assertRejected(List.of(), new int[0], List.of(), "there must be at least one series");
    assertRejected(
        List.<float[][]>of(one),
        new int[0],
        List.of("a"),
        "there must be a label for each of 1 series if there are classes, but there are 0");
    assertRejected(
        List.<float[][]>of(one),
        new int[] {1},
        List.of("a"),
        "labels must be 0 to 0, but one was 1");
    assertRejected(
        List.of(one, new float[][] {{1}, {1, 2}}),
        new int[0],
        List.of(),
        "each step must have the 1 channels of the first, at least 1, but series 1 has 2");
    assertRejected(
        List.<float[][]>of(new float[0][]),
        new int[0],
        List.of(),
        "each series must have at least one step");
  }

  private static void assertRejected(
      List<float[][]> series, int[] labels, List<String> names, String problem) {
    assertThatThrownBy(() -> TimeSeriesDataset.of(series, labels, names))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("TimeSeriesDataset: " + problem);
  }
}
