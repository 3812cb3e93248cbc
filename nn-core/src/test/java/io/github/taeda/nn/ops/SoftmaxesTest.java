package io.github.taeda.nn.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Softmax and its logarithm against loops over shifted scores, finite however large those are. */
class SoftmaxesTest {
  private static final long[][] SHAPES = {
    {1}, {5}, {4, 1}, {1, 7}, {4, 2}, {3, 1, 5}, {7, 16, 17}, {2, 3, 4, 5}, {300, 1000}
  };

  private static final double[][] EXTREMES = {
    {1000, 0, -1000},
    {-1000, -1000, -1000},
    {-1000, -1001, -2000},
    {1e30, 0, -1e30},
    {1e30, 1e30, 1e30},
    {-1e30, -1e30, 1e-30},
    {0, 0, 0},
    {1e-40, -1e-40, 0},
    {104, 0, 200}
  };

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void agree_with_the_loop_for_every_layout_outside_and_inside_steps(DataType type) {
    Scratch scratch = new Scratch();
    for (long[] shape : SHAPES) {
      int classes = (int) shape[shape.length - 1];
      for (Layout layout : Layout.of(shape.length)) {
        double[] x = Numbers.normal(random, shape);
        Arrays.setAll(x, i -> 8 * x[i]);
        check(type, layout, x, shape);
        try (Scratch.Step step = scratch.step()) {
          check(type, layout, x, shape);
          checkDeltas(type, layout, classes, shape);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT", "DOUBLE"})
  void are_finite_for_scores_of_any_size(DataType type) {
    for (double[] row : EXTREMES) {
      check(type, Layout.CONTIGUOUS, row, 3);
      check(type, Layout.FLAT, row, 3, 1); // one class
    }
    double[] all = Arrays.stream(EXTREMES).flatMapToDouble(Arrays::stream).toArray();
    check(type, Layout.CONTIGUOUS, all, EXTREMES.length, 3);
    check(type, Layout.TRANSPOSED, all, EXTREMES.length, 3);
  }

  private void check(DataType type, Layout layout, double[] scores, long... shape) {
    int classes = (int) shape[shape.length - 1];
    double[] x = Arrays.stream(scores).map(number -> rounded(type, number)).toArray();
    double[] logs = new double[x.length];
    for (int start = 0; start < x.length; start += classes) {
      double largest = Arrays.stream(x, start, start + classes).max().orElseThrow();
      double sum = Arrays.stream(x, start, start + classes).map(a -> Math.exp(a - largest)).sum();
      for (int i = start; i < start + classes; i++) {
        logs[i] = x[i] - largest - Math.log(sum);
      }
    }
    double[] shares = Arrays.stream(logs).map(Math::exp).toArray();
    double epsilon = Numbers.epsilon(type);
    double[] tolerance =
        Arrays.stream(logs).map(log -> epsilon * (40 + classes / 5.0) * (1 - log)).toArray();
    double[] relative = new double[logs.length];
    Arrays.setAll(relative, i -> shares[i] * tolerance[i] + leastNormal(type));
    String what = type + " " + layout + Arrays.toString(shape) + " seed " + seed;
    INDArray input = layout.lay(type, x, shape);
    INDArray output = Layout.FLAT.lay(type, nan(x.length), shape);
    Softmaxes.softmax(input, output);
    Numbers.assertClose("softmax " + what, output, shares, relative);
    Softmaxes.logSoftmax(input, output);
    Numbers.assertClose("logSoftmax " + what, output, logs, tolerance);
    assertThat(Numbers.of(input)).as(what).isEqualTo(x);
    Slices.copy(input, output);
    Softmaxes.softmax(output, output);
    Numbers.assertClose("softmax in place " + what, output, shares, relative);
    Slices.copy(input, output);
    Softmaxes.logSoftmax(output, output);
    Numbers.assertClose("logSoftmax in place " + what, output, logs, tolerance);
  }

  private void checkDeltas(DataType type, Layout layout, int classes, long... shape) {
    double[] s = LongStream.range(0, Numbers.length(shape)).mapToDouble(i -> share()).toArray();
    double[] delta = Numbers.normal(random, shape);
    double[] ofSoftmax = new double[s.length];
    double[] ofLogSoftmax = new double[s.length];
    double[] logs = Arrays.stream(s).map(number -> rounded(type, Math.log(number))).toArray();
    for (int i = 0; i < s.length; i++) {
      double products = 0;
      double sum = 0;
      for (int j = i / classes * classes; j < (i / classes + 1) * classes; j++) {
        products += delta[j] * s[j];
        sum += delta[j];
      }
      ofSoftmax[i] = s[i] * (delta[i] - products);
      ofLogSoftmax[i] = delta[i] - Math.exp(logs[i]) * sum;
    }
    String what = type + " " + layout + Arrays.toString(shape) + " seed " + seed;
    double[] tolerance = new double[s.length];
    Arrays.fill(tolerance, 20 * Numbers.epsilon(type) * (1 + classes));
    INDArray d = layout.lay(type, delta, shape);
    INDArray result = Layout.FLAT.lay(type, nan(s.length), shape);
    Softmaxes.softmaxDelta(layout.lay(type, s, shape), d, result);
    Numbers.assertClose("softmaxDelta " + what, result, ofSoftmax, tolerance);
    Softmaxes.logSoftmaxDelta(layout.lay(type, logs, shape), d, result);
    Numbers.assertClose("logSoftmaxDelta " + what, result, ofLogSoftmax, tolerance);
    assertThat(Numbers.of(d)).as(what).isEqualTo(delta);
  }

  /** What lies below may be flushed to 0. */
  private static double leastNormal(DataType type) {
    return type == DataType.FLOAT ? Float.MIN_NORMAL : Double.MIN_NORMAL;
  }

  private double share() {
    return 0.01f + (float) random.nextDouble();
  }

  private static double rounded(DataType type, double number) {
    return type == DataType.FLOAT ? (float) number : number;
  }

  private static double[] nan(int length) {
    double[] numbers = new double[length];
    Arrays.fill(numbers, Double.NaN);
    return numbers;
  }
}
