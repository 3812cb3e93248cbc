package io.github.taeda.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private final Map<Library, Measured> measured = new EnumMap<>(Library.class);
  private final Comparison comparison = new Comparison(Net.XOR, measured);

  ComparisonTest() {
    add(Library.TAEDA, 100, 50.0, 52.0, 51.0); // median 51
    add(Library.TAEDA, 300, 60.0, 40.0, 1000.0); // median 60
    add(Library.DJL, 400, 200.0, 204.0, 9000.0); // median 204
    add(Library.DJL, 400, 200.0, 100.0, 300.0); // median 200
  }

  private void add(Library library, double megabytes, Double... times) {
    measured
        .computeIfAbsent(library, l -> new Measured())
        .add(new Measured.Fork(List.of(times), 1024 * megabytes, 10 * megabytes));
  }

  @Test
  void the_ratio_is_that_of_the_medians_of_everything() {
    // Taeda 40 50 51 52 60 1000: 51.5; DJL 100 200 200 204 300 9000: 202
    assertThat(comparison.ratio(Library.DJL)).isEqualTo(51.5 / 202);
  }

  @Test
  void each_round_has_a_ratio_of_its_own() {
    assertThat(comparison.ratio(0)).isEqualTo(51.0 / 204);
    assertThat(comparison.ratio(1)).isEqualTo(60.0 / 200);
  }

  @Test
  void a_row_of_times_shows_both_times_the_ratio_what_is_asked_and_the_ratio_of_each_round() {
    assertThat(cells(comparison.times()))
        .isEqualTo("| XOR 2-2-1 TanH, MSE | 4 | 51.5 | 202 | 0.25 | 0.02 | 0.25 0.30 |");
  }

  @Test
  void a_row_of_memory_shows_medians_in_megabytes_and_bytes() {
    assertThat(cells(comparison.memory()))
        .isEqualTo("| XOR 2-2-1 TanH, MSE | 4 | 200 | 400 | 2000 | 4000 |");
  }

  @Test
  void memory_that_is_not_known_is_called_so() {
    add(Library.TAEDA, Double.NaN, 50.0);
    add(Library.TAEDA, Double.NaN, 50.0);
    add(Library.TAEDA, Double.NaN, 50.0);
    assertThat(comparison.memory()).contains("unknown");
  }

  @Test
  void a_library_that_lacks_the_network_leaves_its_cells_empty() {
    assertThat(comparison.hasOthers()).isFalse();
    add(Library.ND4J, 100, 1030.0);
    assertThat(comparison.hasOthers()).isTrue();
    assertThat(cells(comparison.others()))
        .isEqualTo("| XOR 2-2-1 TanH, MSE | 4 | 51.5 | 1030 | | 0.050 | |");
  }

  @Test
  void a_row_beside_a_neighbour_shows_how_much_slower_each_library_becomes() {
    Measured busy = new Measured();
    busy.add(new Measured.Fork(List.of(101.0), 0, 0));
    NeighbourComparison beside =
        new NeighbourComparison(
            Net.XOR, measured.get(Library.TAEDA), busy, measured.get(Library.DJL), busy);
    assertThat(cells(beside.row()))
        .isEqualTo(
            "| XOR 2-2-1 TanH, MSE | 4 | 51.5 | 101 | 1.96 | 1.5 | 202 | 101 | 0.50 | 1.00 |");
  }

  @Test
  void rows_have_as_many_cells_as_their_heading() {
    add(Library.ND4J, 100, 1030.0);
    assertThat(bars(comparison.times())).isEqualTo(bars(line(Comparison.timesHeading())));
    assertThat(bars(comparison.memory())).isEqualTo(bars(line(Comparison.memoryHeading())));
    assertThat(bars(comparison.others())).isEqualTo(bars(line(Comparison.othersHeading())));
  }

  private static String line(String heading) {
    List<String> lines = heading.lines().toList();
    assertThat(bars(lines.get(1))).isEqualTo(bars(lines.get(0)));
    return lines.get(0);
  }

  private static long bars(String row) {
    return row.chars().filter(character -> character == '|').count();
  }

  private static String cells(String row) {
    return row.replaceAll(" +", " ").strip();
  }
}
