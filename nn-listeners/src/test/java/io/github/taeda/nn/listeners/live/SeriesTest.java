package io.github.taeda.nn.listeners.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@link Series} and {@link Pace}. */
class SeriesTest {
  @Test
  void many_values_become_means_of_equally_many() {
    Series series = new Series();
    IntStream.rangeClosed(1, 3 * Series.CAPACITY).forEach(i -> series.add(i, i));

    Series.Points points = series.after(Series.Points.NONE);
    assertThat(points.thinned()).isEqualTo(2); // at 1024 and at 2048 values: 4 to a point
    assertThat(points.x()).hasSize(3 * Series.CAPACITY / 4).startsWith(4, 8).endsWith(3072);
    assertThat(points.y()).startsWith(2.5, 6.5).endsWith(3070.5);
    assertThat(points.latest()).isEqualTo(3072);
    series.add(3073, 5);
    Series.Points next = series.after(points);
    assertThat(next.y()).isEmpty(); // three more will be its mean
    assertThat(next.latest()).isEqualTo(5);
  }

  @Test
  void a_reader_gets_what_is_new_and_everything_after_thinning() {
    Series series = new Series();
    series.add(1, 10);
    Series.Points first = series.after(Series.Points.NONE);
    series.add(2, 20);
    Series.Points second = series.after(first);
    assertThat(second.from()).isEqualTo(1);
    assertThat(second.y()).containsExactly(20);
    assertThat(series.after(second).y()).isEmpty();

    IntStream.rangeClosed(3, Series.CAPACITY + 2).forEach(i -> series.add(i, i));
    Series.Points third = series.after(second);
    assertThat(third.from()).isZero();
    assertThat(third.y()).hasSize(Series.CAPACITY / 2 + 1).startsWith(15);
  }

  @Test
  void a_fast_loop_reads_the_clock_seldom_and_is_due_ten_times_a_second() {
    long[] time = {0};
    long[] reads = {0};
    Pace pace =
        new Pace(
            () -> {
              reads[0]++;
              return time[0];
            });
    int due = 0;
    for (int i = 0; i < 1_000_000; i++) { // 10 µs each, 10 s in all
      time[0] += 10_000;
      due += pace.isDue() ? 1 : 0;
    }
    assertThat(due).isBetween(90, 101);
    assertThat(reads[0]).isLessThan(3000);
  }

  @Test
  void a_slow_loop_is_due_each_time() {
    long[] time = {0};
    Pace pace = new Pace(() -> time[0]);
    for (int i = 0; i < 10; i++) {
      time[0] += 1_000_000_000;
      assertThat(pace.isDue()).isTrue();
    }
  }
}
