package io.github.taeda.examples.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NgramModelTest {
  /**
   * Of 0 0 0 1 with 4 symbols, N = 4 and T = 2: P(0) = (3 + 2 · ¼) / (4 + 2) = 7/12, P(1) = (1 + ½)
   * / 6 = 1/4, and P(2) = ½ / 6 = 1/12.
   */
  @Test
  void frequencies_are_interpolated_with_the_uniform_distribution() {
    NgramModel model = NgramModel.fit(new int[] {0, 0, 0, 1}, 4, 1);
    assertThat(model.probabilities(0, 1, 2))
        .containsExactly(new double[] {7 / 12.0, 1 / 4.0, 1 / 12.0}, within(1e-12));
    assertThat(model.bits(1, 1)).isCloseTo(2, within(1e-12));
  }

  /** After 0, which is followed by 0, 0 and 1: P(1 | 0) = (1 + 2 · P(1)) / (3 + 2) = 3/10. */
  @Test
  void contexts_are_interpolated_with_shorter_ones() {
    NgramModel model = NgramModel.fit(new int[] {0, 0, 0, 1}, 4, 2);
    assertThat(model.probabilities(0, 1)[1]).isCloseTo(0.3, within(1e-12));
    assertThat(model.probabilities(1, 0)[1])
        .as("nothing follows 1")
        .isCloseTo(7 / 12.0, within(1e-12));
    assertThat(model.ofOrder(1).probabilities(0, 1)[1]).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void the_probabilities_after_a_context_sum_to_one() {
    NgramModel model = NgramModel.fit(new int[] {0, 1, 2, 0, 1, 0, 2, 2, 0, 1, 1}, 3, 4);
    double sum =
        IntStream.range(0, 3).mapToDouble(next -> model.probabilities(2, 0, 1, next)[3]).sum();
    assertThat(sum).isCloseTo(1, within(1e-12));
  }

  @Test
  void the_best_order_is_that_with_the_fewest_bits() {
    int[] period = {0, 0, 1, 1, 2}; // two symbols decide about the next one
    int[] sequence = IntStream.range(0, 100).map(i -> period[i % 5]).toArray();
    NgramModel best = NgramModel.best(sequence, 3, Arrays.copyOf(sequence, 50));
    assertThat(best.order()).isGreaterThanOrEqualTo(3);
    assertThat(best.bits(sequence)).isLessThan(0.2).isLessThan(best.ofOrder(2).bits(sequence));
    int[] twice = {0, 1, 1, 0};
    assertThat(NgramModel.best(twice, 2, 1, 0, 1, 0, 0, 0).order()).isEqualTo(1);
  }

  @Test
  void only_lower_orders_can_be_had_from_counts() {
    NgramModel model = NgramModel.fit(new int[] {0, 1}, 2, 2);
    assertThatThrownBy(() -> model.ofOrder(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("NgramModel: order must be 1 to 2, but was 3");
  }
}
