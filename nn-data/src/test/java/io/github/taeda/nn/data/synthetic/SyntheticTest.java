package io.github.taeda.nn.data.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.Numbers;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntheticTest {
  private final SplittableRandom random = new SplittableRandom(5);

  @Test
  void xor_is_its_four_corners() {
    Batch batch = Synthetic.xor().batch(0, 1, 2, 3);
    assertThat(batch.input().toFloatMatrix())
        .isDeepEqualTo(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}});
    assertThat(batch.target().toFloatMatrix()).isDeepEqualTo(new float[][] {{0}, {1}, {1}, {0}});
  }

  @Test
  void noisy_xor_scatters_around_the_corners() {
    Batch exact = all(Synthetic.xor(8, 0, random));
    for (int i = 0; i < 8; i++) {
      assertThat(exact.input().getFloat(i, 0)).isEqualTo(i / 2 % 2);
      assertThat(exact.input().getFloat(i, 1)).isEqualTo(i % 2);
      assertThat(exact.target().getFloat(i, 0)).isEqualTo(i % 4 == 1 || i % 4 == 2 ? 1 : 0);
    }
    Batch noisy = all(Synthetic.xor(4000, 0.1, random));
    double squares = 0;
    for (int i = 0; i < 4000; i++) {
      double away = noisy.input().getFloat(i, 1) - i % 2;
      squares += away * away;
    }
    assertThat(Math.sqrt(squares / 4000)).isCloseTo(0.1, within(4 * 0.1 / Math.sqrt(8000)));
  }

  @Test
  void moons_are_half_circles() {
    Batch batch = all(Synthetic.moons(200, 0, random));
    for (int i = 0; i < 200; i++) {
      double x = batch.input().getDouble(i, 0);
      double y = batch.input().getDouble(i, 1);
      boolean upper = batch.target().getInt(i) == 0;
      assertThat(Math.hypot(upper ? x : x - 1, upper ? y : y - 0.5)).isCloseTo(1, within(1e-6));
      assertThat(upper ? y : 0.5 - y).isGreaterThanOrEqualTo(-1e-6);
    }
  }

  @Test
  void blobs_lie_around_their_centres() {
    Batch batch = all(Synthetic.blobs(3000, 3, 0.2, random));
    double[] x = new double[3];
    double[] y = new double[3];
    for (int i = 0; i < 3000; i++) {
      x[batch.target().getInt(i)] += batch.input().getDouble(i, 0) / 1000;
      y[batch.target().getInt(i)] += batch.input().getDouble(i, 1) / 1000;
    }
    double error = 4 * 0.2 / Math.sqrt(1000);
    assertThat(x).containsExactly(new double[] {1, -0.5, -0.5}, within(error));
    double height = Math.sqrt(3) / 2;
    assertThat(y).containsExactly(new double[] {0, height, -height}, within(error));
  }

  @Test
  void spirals_wind_once_around_the_origin() {
    Batch batch = all(Synthetic.spirals(300, 3, 0, random));
    for (int i = 0; i < 300; i++) {
      double x = batch.input().getDouble(i, 0);
      double y = batch.input().getDouble(i, 1);
      double radius = Math.hypot(x, y);
      double angle = 2 * Math.PI * (radius + i % 3 / 3.0);
      assertThat(batch.target().getInt(i)).isEqualTo(i % 3);
      assertThat(x).isCloseTo(radius * Math.cos(angle), within(1e-5));
      assertThat(y).isCloseTo(radius * Math.sin(angle), within(1e-5));
      assertThat(radius).isLessThan(1);
    }
  }

  @Test
  void the_same_seed_gives_the_same_points() {
    assertThat(points(1)).isEqualTo(points(1)).isNotEqualTo(points(2));
  }

  private static float[] points(long seed) {
    return Numbers.of(all(Synthetic.moons(50, 0.1, new SplittableRandom(seed))).input());
  }

  @Test
  void impossible_settings_are_rejected() {
    assertThatThrownBy(() -> Synthetic.moons(0, 0.1, random))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Synthetic: size must be at least 1, but was 0");
    assertThatThrownBy(() -> Synthetic.spirals(10, 0, 0.1, random))
        .hasMessage("Synthetic: arms must be at least 1, but was 0");
    assertThatThrownBy(() -> Synthetic.xor(10, Double.NaN, random))
        .hasMessage("Synthetic: noise must be at least 0 and finite, but was NaN");
  }

  private static Batch all(Dataset data) {
    return data.batch(IntStream.range(0, data.size()).toArray());
  }
}
