package io.github.taeda.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentTest {
  private static final Map<String, String> PROCESS =
      Map.of("HOME", "/home/a", "OPENBLAS_CORETYPE", "Haswell", "OPENBLAS_L2_SIZE", "512");

  @Test
  void leaves_out_what_is_set_for_OpenBLAS_and_says_so() {
    assertThat(Environment.of(PROCESS, 0)).isEqualTo(Map.of("HOME", "/home/a"));
    assertThat(Environment.leftOut(PROCESS))
        .isEqualTo(
            "Left out of the environment: OPENBLAS_CORETYPE=Haswell, OPENBLAS_L2_SIZE=512\n");
    assertThat(Environment.leftOut(Map.of("HOME", "/home/a"))).isEmpty();
  }

  @Test
  void sets_the_number_of_threads_if_asked() {
    assertThat(Environment.of(PROCESS, 3)).containsEntry("OMP_NUM_THREADS", "3");
    assertThat(Environment.of(Map.of("OMP_NUM_THREADS", "2"), 0))
        .containsEntry("OMP_NUM_THREADS", "2");
  }

  @Test
  void is_the_same_the_second_time() {
    Map<String, String> once = Environment.of(PROCESS, 1);

    assertThat(Environment.of(once, 1)).isEqualTo(once);
  }
}
