package io.github.taeda.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitTest {
  private static final long SEED = 11;
  private static final int DRAWS = 100_000;
  private static final long FAN_IN = 50;
  private static final long FAN_OUT = 30;

  static Stream<Arguments> uniforms() {
    return Stream.of(
        Arguments.of("torch", Init.torch(), 1 / Math.sqrt(50)),
        Arguments.of("uniform", Init.uniform(0.3), 0.3),
        Arguments.of("xavierUniform", Init.xavierUniform(), Math.sqrt(6 / 80.0)),
        Arguments.of("heUniform", Init.heUniform(), Math.sqrt(6 / 50.0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("uniforms")
  void uniform_numbers_fill_their_bounds_evenly(String name, Init init, double bound) {
    double[] numbers = draw(init.weights(FAN_IN, FAN_OUT, new SplittableRandom(SEED)));

    assertThat(Arrays.stream(numbers)).allMatch(x -> x >= -bound && x < bound);
    assertThat(Arrays.stream(numbers).min().orElseThrow()).isLessThan(-0.999 * bound);
    assertThat(Arrays.stream(numbers).max().orElseThrow()).isGreaterThan(0.999 * bound);
    // Variance of a uniform distribution: bound² / 3. The tolerances are five standard errors.
    assertThat(moment(numbers, 1)).isEqualTo(0, within(5 * bound / Math.sqrt(3.0 * DRAWS)));
    assertThat(moment(numbers, 2) / (bound * bound / 3))
        .isEqualTo(1, within(5 * Math.sqrt(0.8 / DRAWS)));
  }

  static Stream<Arguments> normals() {
    return Stream.of(
        Arguments.of("normal", Init.normal(0.3), 0.3),
        Arguments.of("xavierNormal", Init.xavierNormal(), Math.sqrt(2 / 80.0)),
        Arguments.of("heNormal", Init.heNormal(), Math.sqrt(2 / 50.0)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("normals")
  void normal_numbers_have_the_moments_of_their_deviation(
      String name, Init init, double deviation) {
    double[] numbers = draw(init.weights(FAN_IN, FAN_OUT, new SplittableRandom(SEED)));

    assertThat(moment(numbers, 1)).isEqualTo(0, within(5 * deviation / Math.sqrt(DRAWS)));
    assertThat(moment(numbers, 2) / Math.pow(deviation, 2))
        .isEqualTo(1, within(5 * Math.sqrt(2.0 / DRAWS)));
    // Fourth moment of a normal distribution: 3; of a uniform one 1.8.
    assertThat(moment(numbers, 4) / Math.pow(deviation, 4))
        .isEqualTo(3, within(5 * Math.sqrt(96.0 / DRAWS)));
  }

  @Test
  void biases_are_zero_but_torchs() {
    for (Init init :
        new Init[] {
          Init.uniform(1),
          Init.normal(1),
          Init.xavierUniform(),
          Init.xavierNormal(),
          Init.heUniform(),
          Init.heNormal(),
          Init.constant(3)
        }) {
      assertThat(init.biases(FAN_IN, new SplittableRandom(SEED)).getAsDouble()).isZero();
    }
    double bound = 1 / Math.sqrt(50);
    double[] biases = draw(Init.torch().biases(FAN_IN, new SplittableRandom(SEED)));
    assertThat(Arrays.stream(biases)).allMatch(x -> x >= -bound && x < bound);
    assertThat(moment(biases, 2) / (bound * bound / 3)).isEqualTo(1, within(0.02));
  }

  @Test
  void a_constant_is_the_same_everywhere() {
    DoubleSupplier numbers = Init.constant(-2.5).weights(FAN_IN, FAN_OUT, new SplittableRandom(1));
    assertThat(draw(numbers)).containsOnly(-2.5);
  }

  @Test
  void the_same_seed_draws_the_same_numbers() {
    double[] first = draw(Init.heNormal().weights(FAN_IN, FAN_OUT, new SplittableRandom(1)));
    double[] again = draw(Init.heNormal().weights(FAN_IN, FAN_OUT, new SplittableRandom(1)));
    double[] other = draw(Init.heNormal().weights(FAN_IN, FAN_OUT, new SplittableRandom(2)));
    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void bad_settings_are_refused() {
    for (double bad : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Init.uniform(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("bound must be > 0 and finite, but was " + bad);
      assertThatThrownBy(() -> Init.normal(bad))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("standardDeviation must be > 0 and finite, but was " + bad);
    }
    assertThatThrownBy(() -> Init.constant(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("value must be finite, but was NaN");
  }

  private static double[] draw(DoubleSupplier numbers) {
    double[] drawn = new double[DRAWS];
    Arrays.setAll(drawn, i -> numbers.getAsDouble());
    return drawn;
  }

  private static double moment(double[] numbers, int order) {
    return Arrays.stream(numbers).map(x -> Math.pow(x, order)).average().orElseThrow();
  }
}
