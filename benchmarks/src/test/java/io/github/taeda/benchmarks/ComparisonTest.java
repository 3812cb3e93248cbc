package io.github.taeda.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private final Times taeda = new Times();
  private final Times djl = new Times();
  private final Comparison comparison = new Comparison(Net.XOR, taeda, djl);

  ComparisonTest() {
    taeda.add(List.of(50.0, 52.0, 51.0)); // median 51
    taeda.add(List.of(60.0, 40.0, 1000.0)); // median 60
    djl.add(List.of(200.0, 204.0, 9000.0)); // median 204
    djl.add(List.of(200.0, 100.0, 300.0)); // median 200
  }

  @Test
  void the_ratio_is_that_of_the_medians_of_everything() {
    // Taeda 40 50 51 52 60 1000: 51.5; DJL 100 200 200 204 300 9000: 202
    assertThat(comparison.ratio()).isEqualTo(51.5 / 202);
  }

  @Test
  void each_round_has_a_ratio_of_its_own() {
    assertThat(comparison.ratio(0)).isEqualTo(51.0 / 204);
    assertThat(comparison.ratio(1)).isEqualTo(60.0 / 200);
  }

  @Test
  void a_line_of_the_table_shows_both_times_and_all_ratios() {
    assertThat(comparison.toString().replaceAll(" +", " ").strip())
        .isEqualTo("XOR 2-2-1, batch 4 51.5 202 0.25 0.25 0.30");
  }
}
