package io.github.taeda.nn.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NativeSettingsTest {
  private static final String AVX512 =
      """
      processor\t: 0
      model name\t: x
      flags\t\t: fpu sse fma avx avx2 avx512f avx512dq avx512cd avx512bw avx512vl
      bugs\t\t: spectre_v1
      """;
  private static final String AVX2 = "flags\t\t: fpu sse fma avx avx2\nbugs\t\t: spectre_v1\n";
  private static final String SSE = "flags\t\t: fpu sse sse2 ssse3\n";

  @Test
  void fills_in_everything_that_is_left_open() {
    NativeSettings settings = NativeSettings.of(Map.of("PATH", "/bin"), AVX512);

    assertThat(settings)
        .hasToString(
            "set {OPENBLAS_CORETYPE=SKYLAKEX, GOMP_SPINCOUNT=2000}, BLAS threads 1, "
                + "left to the user's []");
  }

  @Test
  void leaves_everything_the_user_set() {
    Map<String, String> environment =
        Map.of("OPENBLAS_CORETYPE", "ZEN", "GOMP_SPINCOUNT", "7", "OPENBLAS_NUM_THREADS", "3");

    assertThat(NativeSettings.of(environment, AVX512))
        .hasToString(
            "set {}, BLAS threads 3, left to the user's "
                + "[OPENBLAS_CORETYPE=ZEN, GOMP_SPINCOUNT=7, OPENBLAS_NUM_THREADS=3]");
  }

  @Test
  void a_wait_policy_of_the_user_settles_the_spinning() {
    NativeSettings settings = NativeSettings.of(Map.of("OMP_WAIT_POLICY", "PASSIVE"), AVX512);

    assertThat(settings.variables()).containsOnlyKeys("OPENBLAS_CORETYPE");
    assertThat(settings.kept()).containsExactly("OMP_WAIT_POLICY=PASSIVE");
  }

  @Test
  void elsewhere_than_on_linux_x86_64_only_the_blas_threads_are_set() {
    NativeSettings settings = NativeSettings.of(Map.of(), "");

    assertThat(settings.variables()).isEmpty();
    assertThat(settings.blasThreads()).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "four", "99999", "1 "})
  void a_number_of_blas_threads_that_is_none_leaves_what_nd4j_sets(String number) {
    NativeSettings settings = NativeSettings.of(Map.of("OPENBLAS_NUM_THREADS", number), AVX512);

    assertThat(settings.blasThreads()).isEmpty();
  }

  @Test
  void who_keeps_nd4j_from_setting_blas_threads_keeps_native_tuning_from_it_too() {
    NativeSettings settings = NativeSettings.of(Map.of("ND4J_SKIP_BLAS_THREADS", "yes"), AVX512);

    assertThat(settings.blasThreads()).isEmpty();
  }

  @Test
  void the_number_of_openmp_threads_says_nothing_about_blas_threads() {
    NativeSettings settings = NativeSettings.of(Map.of("OMP_NUM_THREADS", "4"), AVX512);

    assertThat(settings.blasThreads()).hasValue(1);
  }

  @Test
  void the_kernel_follows_from_what_the_processor_can_do() {
    assertThat(NativeSettings.coreType(AVX512)).hasValue("SKYLAKEX");
    assertThat(NativeSettings.coreType(AVX2)).hasValue("HASWELL");
    assertThat(NativeSettings.coreType(SSE)).isEmpty();
    assertThat(NativeSettings.coreType("no flags here")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "avx512f, HASWELL",
    "avx512cd, HASWELL",
    "avx512bw, HASWELL",
    "avx512dq, HASWELL",
    "avx512vl, HASWELL",
    "avx2, ''",
    "fma, ''",
  })
  void a_kernel_is_never_chosen_when_an_instruction_set_it_needs_is_missing(
      String missing, String expected) {
    String cpuinfo = AVX512.replaceAll(" " + missing + "\\b", "");

    assertThat(NativeSettings.coreType(cpuinfo).orElse("")).isEqualTo(expected);
  }
}
