package io.github.taeda.nn.optim.schedules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OneCycleTest {

  @Test
  void the_factor_has_the_values_computed_by_hand() {
    // Of 10 times 0.3 · 10 − 1 = 2 rise, the other 7 fall.
    OneCycle cosine = Schedule.oneCycle(10);
    double[] expected = new double[10];
    expected[0] = 0.04; // 1/25
    expected[1] = 0.52; // halfway: cos 90° = 0
    expected[2] = 1;
    for (int i = 1; i <= 7; i++) {
      expected[2 + i] = 4e-6 + (1 - 4e-6) * (1 + Math.cos(Math.PI * i / 7)) / 2;
    }
    assertFactors(cosine, expected);
    assertThat(cosine.factor(1000)).isEqualTo(4e-6, within(1e-15));
  }

  @Test
  void its_phases_are_straight_lines_by_option() {
    OneCycle line = Schedule.oneCycle(9).rise(5.0 / 9).initial(0.2).last(0.1).linear();
    assertFactors(line, 0.2, 0.4, 0.6, 0.8, 1, 0.775, 0.55, 0.325, 0.1, 0.1);
  }

  @Test
  void it_rises_to_one_and_then_falls() {
    for (OneCycle schedule :
        new OneCycle[] {
          Schedule.oneCycle(1000),
          Schedule.oneCycle(1000).linear(),
          Schedule.oneCycle(1000).rise(0.4).initial(0.5).last(0)
        }) {
      int peak = 0;
      while (schedule.factor(peak + 1) > schedule.factor(peak)) {
        peak++;
      }
      assertThat(schedule.factor(peak)).isEqualTo(1, within(1e-12));
      for (int t = peak; t < 999; t++) {
        assertThat(schedule.factor(t + 1)).as("time %d", t + 1).isLessThan(schedule.factor(t));
      }
    }
  }

  @Test
  void a_phase_shorter_than_one_time_is_left_out() {
    assertFactors(Schedule.oneCycle(2), 1, 4e-6, 4e-6);
    assertFactors(Schedule.oneCycle(3).last(0.5).linear(), 1, 0.75, 0.5);
  }

  @Test
  void bad_arguments_are_rejected() {
    rejected(() -> Schedule.oneCycle(1), "length must be at least 2, but was 1");
    OneCycle cycle = Schedule.oneCycle(10);
    rejected(() -> cycle.rise(0), "rise must be > 0 and finite, but was 0.0");
    rejected(() -> cycle.rise(1), "rise must be at least 0 and less than 1, but was 1.0");
    rejected(() -> cycle.initial(1.5), "initial must be between 0 and 1, but was 1.5");
    rejected(() -> cycle.last(Double.NaN), "last must be between 0 and 1, but was NaN");
  }

  private static void rejected(Runnable make, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(make::run)
        .withMessage("Schedule.oneCycle: " + message);
  }

  private static void assertFactors(Schedule schedule, double... expected) {
    for (int t = 0; t < expected.length; t++) {
      assertThat(schedule.factor(t)).as("time %d", t).isEqualTo(expected[t], within(1e-12));
    }
  }
}
