package io.github.taeda.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SameWorkTest {

  @ParameterizedTest
  @EnumSource
  void every_library_has_the_same_first_losses(Net net) {
    assertThatCode(() -> SameWork.require(net)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource
  void the_first_steps_change_the_loss_a_hundred_times_more_than_the_tolerance(Net net) {
    for (Library library : Library.values()) {
      double[] losses = SameWork.losses(library, net);
      assertThat(losses[losses.length - 1]).as("%s", library).isLessThan(0.99 * losses[0]);
    }
  }

  @Test
  void the_first_loss_of_xor_is_the_one_computed_by_hand() {
    float[][] p = Net.XOR.parameters().stream().map(Numbers::values).toArray(float[][]::new);
    float[] x = Net.XOR.input().values();
    double sum = 0;
    for (int row = 0; row < 4; row++) {
      double prediction = p[3][0];
      for (int j = 0; j < 2; j++) {
        double hidden = x[2 * row] * p[0][j] + x[2 * row + 1] * p[0][2 + j] + p[1][j];
        prediction += Math.tanh(hidden) * p[2][j];
      }
      sum += Math.pow(prediction - Net.XOR.target().values()[row], 2);
    }
    assertThat(SameWork.losses(Library.TAEDA, Net.XOR)[0]).isCloseTo(sum / 4, within(1e-6));
    assertThat(SameWork.losses(Library.DJL, Net.XOR)[0]).isCloseTo(sum / 4, within(1e-6));
  }

  @Test
  void losses_that_differ_are_refused_with_the_step_and_both_numbers() {
    double[] expected = {0.5, 0.4, 0.3, 0.2, 0.1};
    double[] actual = {0.5, 0.4, 0.3001, 0.2, 0.1};
    assertThatThrownBy(() -> SameWork.requireAgree(Net.XOR, Library.DJL, expected, actual))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "XOR 2-2-1, batch 4, step 3: Taeda has loss 0.30000000, DJL has 0.30010000;"
                + " they do not do the same work");
  }

  @Test
  void a_loss_that_is_no_number_is_refused() {
    double[] expected = {0.5, 0.4, 0.3, 0.2, 0.1};
    double[] actual = {0.5, Double.NaN, 0.3, 0.2, 0.1};
    assertThatThrownBy(() -> SameWork.requireAgree(Net.XOR, Library.DJL, expected, actual))
        .hasMessageStartingWith("XOR 2-2-1, batch 4, step 2: ");
  }
}
