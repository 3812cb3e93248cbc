package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.check.GradientCheck;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import io.github.taeda.nn.testing.Pass;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class BatchNormTest {
  private final SplittableRandom random = new SplittableRandom(3);

  @Test
  void a_column_without_variance_is_the_shift() {
    for (double number : new double[] {0, 1e-40, 0.1, 3, 1000.1, 1e30}) {
      for (int rows : new int[] {3, 4, 7, 100}) {
        Module norm = new BatchNorm(2);
        norm.parameters().get(1).set(Make.filled(DataType.FLOAT, 0.5, 2));
        INDArray output = norm.forward(Make.filled(DataType.FLOAT, number, rows, 2));
        Compare.close("output", output, Make.filled(DataType.FLOAT, 0.5, rows, 2), 0);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"FLOAT, 1e10", "FLOAT, 3e19", "FLOAT, 1e30", "FLOAT, 3e38", "DOUBLE, 1.5e308"})
  void huge_features_are_normalised_beside_small_ones(DataType type, double s) {
    // Of a feature −s s s the mean is s/3, σ = s 2√2/3 and y = −√2, √½, √½. The delta (1, 0, 0)
    // becomes (δ − mean(δ) − y mean(δ y)) / σ = (2/3 − 2/3, −1/3 + 1/3, …) = 0; of (0, 1, 0) it is
    // (−1/3 + 1/3, 2/3 − 1/6, −1/3 − 1/6) / σ = (0, ½, −½) / σ.
    INDArray input = columns(new double[] {-1, 1, 1}, new double[] {-s, s, s}).castTo(type);
    INDArray delta = columns(new double[] {0, 1, 0}, new double[] {0, 1, 0}).castTo(type);
    Module norm = new BatchNorm(BatchNorm.Config.of(2).momentum(1).epsilon(1e-30)).to(type);

    Pass pass = Pass.of(norm, input, delta);

    double tolerance = type == DataType.FLOAT ? 1e-6 : 1e-14;
    double[] y = {-Math.sqrt(2), Math.sqrt(0.5), Math.sqrt(0.5)};
    Compare.close("output", pass.output(), columns(y, y), tolerance);
    double sigma = 2 * Math.sqrt(2) / 3;
    INDArray slopes = pass.inputDelta().castTo(DataType.DOUBLE).mulRowVector(Make.vector(1, s));
    double[] slope = {0, 0.5 / sigma, -0.5 / sigma};
    if (s < 3e38) { // else below the least normal number
      Compare.close("inputDelta", slopes, columns(slope, slope), tolerance);
    }
    assertThat(Reductions.isFinite(pass.inputDelta())).isTrue();
    INDArray means = norm.buffers().get(0).value();
    Compare.close("first mean", means.getDouble(0), 1 / 3.0, tolerance);
    Compare.close("second mean", means.getDouble(1), s / 3, tolerance);
  }

  private static INDArray columns(double[]... features) {
    return Make.matrix(features).transpose().dup('c');
  }

  @Test
  void the_running_variance_ends_at_the_largest_number_of_the_type() {
    for (double momentum : new double[] {0, 0.1, 1}) {
      Module norm = new BatchNorm(BatchNorm.Config.of(2).momentum(momentum));
      INDArray input = columns(new double[] {-1, 1}, new double[] {-3e38, 3e38});
      for (int i = 0; i < 30; i++) {
        norm.forward(input.castTo(DataType.FLOAT));
      }
      // Unbiased 2 and 2 · 9e76.
      INDArray variances = norm.buffers().get(1).value();
      double first = 2 - Math.pow(1 - momentum, 30);
      Compare.close("first", variances.getDouble(0), first, 1e-5);
      double second = momentum == 0 ? 1 : Float.MAX_VALUE;
      assertThat(variances.getDouble(1)).as("momentum %s", momentum).isEqualTo(second);
      assertThat(norm.buffers().get(0).value().getDouble(1)).isZero();
      INDArray output = norm.evaluate().forward(input.castTo(DataType.FLOAT));
      assertThat(Reductions.isFinite(output)).isTrue();
    }
  }

  @Test
  void a_variance_that_fits_but_not_as_an_unbiased_one_ends_there_too() {
    // σ² = 2.25e38, unbiased twice as much.
    BatchNorm norm = new BatchNorm(BatchNorm.Config.of(1).momentum(1));
    norm.forward(columns(new double[] {-1.5e19, 1.5e19}).castTo(DataType.FLOAT));
    assertThat(norm.buffers().get(1).value().getDouble(0)).isEqualTo(Float.MAX_VALUE);
  }

  @Test
  void huge_features_leave_nan_and_other_features_alone() {
    INDArray input = Make.normal(random, 5, 3).castTo(DataType.FLOAT);
    INDArray features = input.dup();
    features.getColumn(0).muli(1e30);
    features.putScalar(new long[] {3, 2}, Double.NaN);
    BatchNorm norm = new BatchNorm(3);

    INDArray output = norm.forward(features);

    INDArray alone = new BatchNorm(3).forward(input);
    for (int row = 0; row < 5; row++) {
      Compare.close("first", output.getDouble(row, 0), alone.getDouble(row, 0), 1e-4);
      assertThat(output.getFloat(row, 1)).isEqualTo(alone.getFloat(row, 1));
      assertThat(output.getFloat(row, 2)).isNaN();
    }
    assertThat(norm.buffers().get(1).value().getFloat(2)).isNaN();
  }

  @Test
  void an_offset_costs_no_digits() {
    INDArray input = Make.normal(random, 4096, 4).add(100_000).castTo(DataType.FLOAT);
    Module norm = new BatchNorm(4);
    Module exact = new BatchNorm(4).to(DataType.DOUBLE);

    INDArray output = norm.forward(input);

    Compare.close("output", output, exact.forward(input.castTo(DataType.DOUBLE)), 2e-6);
    INDArray mean = norm.buffers().get(0).value(); // 0.1 · 1e5
    Compare.close("mean", mean, exact.buffers().get(0).value(), 2e-3);
  }

  static Stream<Function<Module, Module>> containers() {
    return Stream.of(
        norm -> new Sequential(norm, new TanH()),
        norm -> new Sequential(new Residual(norm), new Linear(3, 1)),
        norm -> new Sequential(new Sequential(new TanH(), norm), new TanH()),
        norm -> new Concat(1, new TanH(), norm),
        norm -> new Sequential(new Reshape(1, 3), new Parallel(1, norm)));
  }

  @ParameterizedTest
  @MethodSource("containers")
  void backward_leaves_the_running_statistics_alone(Function<Module, Module> around) {
    Module norm = new BatchNorm(3);
    Module net = around.apply(norm).to(DataType.DOUBLE);
    INDArray input = Make.normal(random, 4, 3);
    INDArray other = Make.normal(random, 4, 3);
    INDArray delta = Make.normal(random, net.forward(input).shape());
    List<INDArray> before = net.buffers().stream().map(state -> state.value().dup()).toList();

    net.backward(input, delta);
    net.backward(other, delta);
    net.backwardDelta(other, delta);
    net.backwardUpdateGradient(other, delta);
    assertThatThrownBy(() -> net.backward(other, Make.vector(1))).hasMessageContaining("delta");
    net.evaluate();
    norm.train();
    net.backward(other, delta);
    net.train();

    Compare.exact("mean", net.buffers().get(0).value(), before.get(0));
    Compare.exact("variance", net.buffers().get(1).value(), before.get(1));
    net.forward(other);
    assertThat(Compare.same(net.buffers().get(0).value(), before.get(0))).isFalse();
  }

  @Test
  void a_norm_that_occurs_twice_does_so_in_a_copy() {
    BatchNorm norm = new BatchNorm(3);
    Module copy = new Sequential(norm, norm).copy();

    assertThat(copy.buffers()).hasSize(2);
    assertThat(copy.parameters()).hasSize(2);
  }

  @Test
  void a_gradient_check_in_training_leaves_the_running_statistics_alone() {
    Module norm = new BatchNorm(3).to(DataType.DOUBLE);
    norm.forward(Make.normal(random, 4, 3));
    List<INDArray> before = norm.buffers().stream().map(state -> state.value().dup()).toList();

    assertThat(GradientCheck.of(norm, Make.normal(random, 4, 3), random).passes(1e-7)).isTrue();

    Compare.exact("mean", norm.buffers().get(0).value(), before.get(0));
    Compare.exact("variance", norm.buffers().get(1).value(), before.get(1));
    assertThat(norm.isTraining()).isTrue();
  }
}
