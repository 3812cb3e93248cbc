package io.github.taeda.nn.ops.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockFunctionsTest {
  private static final int SIZE = BlockBuffers.SIZE;
  private static final int BLOCKS = 2048;
  private static final float NAN = Float.NaN;
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  /** Where every function is asked for its value. */
  private static final float[] SPECIAL = {
    0, -0f, INFINITY, -INFINITY, NAN, Float.MIN_VALUE, -Float.MIN_VALUE, Float.MAX_VALUE, -1
  };

  /** Around these the functions change their formula, overflow, underflow or reach a limit. */
  private static final float[] EDGES = {
    0,
    0x1p-126f,
    0x1p-40f,
    0x1p-30f,
    0x1p-20f,
    0.25f,
    0.3465736f,
    0.5f,
    0.70710677f,
    1,
    1.0397208f,
    1.4142135f,
    2,
    9.0109f,
    10,
    14.17f,
    15,
    16.6355f,
    17.3287f,
    20,
    40,
    87.3365f,
    88.0297f,
    88.3763f,
    88.7228f,
    89,
    103.2789f,
    103.9721f,
    105,
    0x1p23f,
    0x1p60f,
    0x1.fp127f
  };

  interface Block {
    void run(float[] x, float[] y, int n, BlockBuffers buffers);
  }

  private static final Case TANH =
      new Case("tanh", Exponentials::tanh, Math::tanh, 3, 0, -0f, 1, -1);
  private static final Case SIGMOID =
      new Case("sigmoid", Exponentials::sigmoid, Case::sigmoid, 3, 0.5f, 0.5f, 1, 0);
  private static final Case NORMAL_CDF =
      new Case("normal cdf", NormalDistribution::cdf, Case::normalCdf, 8, 0.5f, 0.5f, 1, 0);

  static List<Case> functions() {
    return List.of(
        new Case("exp", Exponentials::exp, Math::exp, 1.1, 1, 1, INFINITY, 0),
        new Case("expm1", Exponentials::expm1, Math::expm1, 2, 0, -0f, INFINITY, -1),
        SIGMOID,
        TANH,
        new Case("log", Logarithms::log, Math::log, 1, -INFINITY, -INFINITY, INFINITY, NAN),
        new Case(
            "log1pExpMinusAbs",
            Logarithms::log1pExpMinusAbs,
            x -> Math.log1p(Math.exp(-Math.abs(x))),
            2,
            0.6931472f,
            0.6931472f,
            0,
            0),
        NORMAL_CDF);
  }

  private static final class Case {
    private final String name;
    private final Block block;
    private final DoubleUnaryOperator want;
    private final double ulps;
    private final float[] ofZeroAndInfinity;

    Case(
        String name,
        Block block,
        DoubleUnaryOperator want,
        double ulps,
        float... ofZeroAndInfinity) {
      this.name = name;
      this.block = block;
      this.want = want;
      this.ulps = ulps;
      this.ofZeroAndInfinity = ofZeroAndInfinity;
    }

    @Override
    public String toString() {
      return name;
    }

    private void run(float[] x, float[] y, int n) {
      block.run(x, y, n, BlockBuffers.ofThread());
    }

    private float one(float x) {
      float[] y = {x};
      run(y, y, 1);
      return y[0];
    }

    private static double sigmoid(double x) {
      double power = Math.exp(Math.min(x, 100));
      return power / (1 + power);
    }

    private static double normalCdf(double x) {
      double m = Math.min(Math.abs(x), 40);
      double tail = m < 3 ? 0.5 - density(m) * series(m) : density(m) / fraction(m);
      return x < 0 ? tail : 1 - tail;
    }

    private static double density(double m) {
      return Math.exp(-m * m / 2) / Math.sqrt(2 * Math.PI);
    }

    /** m + m³/3 + m⁵/(3·5) + … */
    private static double series(double m) {
      double sum = m;
      double term = m;
      for (int k = 3; term > 1e-18 * sum; k += 2) {
        term *= m * m / k;
        sum += term;
      }
      return sum;
    }

    /** m + 1/(m + 2/(m + 3/(m + …))). */
    private static double fraction(double m) {
      double f = m;
      for (int k = 80; k >= 1; k--) {
        f = m + k / f;
      }
      return Double.isNaN(m) ? m : f;
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void stays_within_its_error_over_all_exponents(Case function) {
    SplittableRandom random = seeded(function);

    Worst worst = worst(function, BLOCKS, i -> Float.intBitsToFloat(random.nextInt()));

    assertThat(worst.ulps).as("%s", worst).isLessThanOrEqualTo(function.ulps);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void stays_within_its_error_where_it_bends(Case function) {
    SplittableRandom random = seeded(function);

    Worst near = worst(function, BLOCKS / 2, i -> random.nextDouble(-4, 4));
    Worst wide = worst(function, BLOCKS / 2, i -> random.nextDouble(-110, 95));

    assertThat(near.ulps).as("%s", near).isLessThanOrEqualTo(function.ulps);
    assertThat(wide.ulps).as("%s", wide).isLessThanOrEqualTo(function.ulps);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void stays_within_its_error_around_every_edge(Case function) {
    for (float edge : EDGES) {
      int bits = Float.floatToRawIntBits(edge);
      Worst above = worst(function, 4, i -> Float.intBitsToFloat(Math.max(bits + i - 2000, 0)));
      Worst below = worst(function, 4, i -> -Float.intBitsToFloat(Math.max(bits + i - 2000, 0)));

      assertThat(above.ulps).as("%s", above).isLessThanOrEqualTo(function.ulps);
      assertThat(below.ulps).as("%s", below).isLessThanOrEqualTo(function.ulps);
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void has_its_limits_at_zeros_and_infinities(Case function) {
    float[] y = {
      function.one(0f), function.one(-0f), function.one(INFINITY), function.one(-INFINITY)
    };

    assertThat(y).isEqualTo(function.ofZeroAndInfinity);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void keeps_NaN_whatever_its_bits(Case function) {
    assertThat(function.one(NAN)).isNaN();
    assertThat(function.one(Float.intBitsToFloat(0xffc00000))).isNaN();
    assertThat(function.one(Float.intBitsToFloat(0x7f800001))).isNaN();
    assertThat(function.one(Float.intBitsToFloat(0xffffffff))).isNaN();
  }

  @ParameterizedTest
  @MethodSource("functions")
  void gives_the_same_bits_at_any_length_in_place_or_not(Case function) {
    SplittableRandom random = seeded(function);
    for (int n : new int[] {0, 1, 7, 8, 9, 63, 1000, SIZE}) {
      float[] x = new float[SIZE];
      fill(x, i -> Math.abs(random.nextDouble(-20, 20)));
      float[] untouched = x.clone();
      float[] y = new float[SIZE];
      Arrays.fill(y, 7);

      function.run(x, y, n);

      assertThat(x).isEqualTo(untouched);
      float[] want = new float[SIZE];
      int length = n;
      fill(want, i -> i < length ? function.one(x[i]) : 7);
      assertThat(y).isEqualTo(want);
      function.run(x, x, n);
      assertThat(Arrays.copyOf(x, n)).isEqualTo(Arrays.copyOf(want, n));
      assertThat(Arrays.copyOfRange(x, n, SIZE)).isEqualTo(Arrays.copyOfRange(untouched, n, SIZE));
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void a_special_value_leaves_its_neighbours_alone(Case function) {
    SplittableRandom random = seeded(function);
    float[] x = new float[SIZE];
    fill(x, i -> random.nextDouble(0.01, 10));
    float[] normal = new float[SIZE];
    function.run(x, normal, SIZE);
    for (float special : SPECIAL) {
      for (int place : new int[] {0, 1, 517, SIZE - 1}) {
        float[] y = x.clone();
        y[place] = special;
        float[] want = normal.clone();
        want[place] = function.one(special);

        function.run(y, y, SIZE);

        assertThat(y).isEqualTo(want);
        assertThat(ulps(y[place], function.want.applyAsDouble(special)))
            .isLessThanOrEqualTo(function.ulps);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("functions")
  void refuses_blocks_longer_than_the_buffers(Case function) {
    float[] x = new float[SIZE + 1];

    assertThatThrownBy(() -> function.run(x, x, SIZE + 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void refuses_arrays_shorter_than_the_block(Case function) {
    float[] x = new float[10];

    assertThatThrownBy(() -> function.run(x, new float[20], 20))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> function.run(new float[20], x, 20))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void tanh_is_odd_and_at_most_one_and_at_most_its_argument() {
    SplittableRandom random = seeded(TANH);
    for (int block = 0; block < 200; block++) {
      float[] x = new float[SIZE];
      fill(x, i -> random.nextDouble(-12, 12) * Math.pow(2, -random.nextInt(24)));
      float[] minus = new float[SIZE];
      fill(minus, i -> -x[i]);
      float[] y = x.clone();

      TANH.run(y, y, SIZE);
      TANH.run(minus, minus, SIZE);

      for (int i = 0; i < SIZE; i++) {
        assertThat(-minus[i]).isEqualTo(y[i]);
        assertThat(Math.abs(y[i])).isLessThanOrEqualTo(Math.min(Math.abs(x[i]), 1));
      }
    }
  }

  @Test
  void chances_are_at_most_one() {
    float[] x = new float[SIZE];
    fill(x, i -> i / 50.0);
    for (Case function : new Case[] {SIGMOID, NORMAL_CDF}) {
      float[] y = new float[SIZE];
      function.run(x, y, SIZE);

      for (float value : y) {
        assertThat(value).isBetween(0.5f, 1f);
      }
      assertThat(y[SIZE - 1]).isEqualTo(1);
    }
  }

  @Test
  void a_thread_has_one_set_of_buffers_and_shares_it_with_no_other() {
    BlockBuffers mine = BlockBuffers.ofThread();
    BlockBuffers others = CompletableFuture.supplyAsync(BlockBuffers::ofThread).join();

    assertThat(BlockBuffers.ofThread()).isSameAs(mine).isNotSameAs(others);
  }

  private record Worst(double ulps, float x, float y, double want) {}

  private static Worst worst(Case function, int blocks, IntToDoubleFunction points) {
    Worst worst = new Worst(0, 0, 0, 0);
    float[] x = new float[SIZE];
    float[] y = new float[SIZE];
    for (int block = 0; block < blocks; block++) {
      int first = block * SIZE;
      fill(x, i -> points.applyAsDouble(first + i));
      function.run(x, y, SIZE);
      for (int i = 0; i < SIZE; i++) {
        double want = function.want.applyAsDouble(x[i]);
        double ulps = ulps(y[i], want);
        if (ulps > worst.ulps) {
          worst = new Worst(ulps, x[i], y[i], want);
        }
      }
    }
    return worst;
  }

  /** The distance in units of the last place; ∞ counts as 2^128, the float that would come next. */
  private static double ulps(float y, double want) {
    if (Float.isNaN(y) || Double.isNaN(want)) {
      return Float.isNaN(y) && Double.isNaN(want) ? 0 : INFINITY;
    }
    double unit = Math.ulp((float) Math.min(Math.abs(want), Float.MAX_VALUE));
    double most = 0x1p128;
    return Math.abs(Math.max(-most, Math.min(y, most)) - Math.max(-most, Math.min(want, most)))
        / unit;
  }

  private static void fill(float[] x, IntToDoubleFunction values) {
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) values.applyAsDouble(i);
    }
  }

  private static SplittableRandom seeded(Case function) {
    long seed = System.nanoTime();
    System.out.println("BlockFunctionsTest: " + function + ", seed " + seed);
    return new SplittableRandom(seed);
  }
}
