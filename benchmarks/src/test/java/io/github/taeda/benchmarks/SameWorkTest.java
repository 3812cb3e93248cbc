package io.github.taeda.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv1d;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SameWorkTest {

  @ParameterizedTest
  @EnumSource
  void every_library_has_the_same_first_losses(Net net) {
    assumeThat(net != Net.EPOCH_CONV || djlConvolves28Channels())
        .as("PyTorch convolves 28 channels rightly on this processor")
        .isTrue();
    assertThatCode(() -> SameWork.require(net)).doesNotThrowAnyException();
  }

  /** PyTorch 2.7.1 does not everywhere: channel c holds c, as do the filters. */
  private static boolean djlConvolves28Channels() {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray x = manager.arange(28f).reshape(1, 28, 1).tile(new long[] {100, 1, 28});
      NDArray weight = manager.arange(28f).reshape(1, 28, 1).tile(new long[] {128, 1, 5});
      NDArray bias = manager.zeros(new Shape(128));
      Shape one = new Shape(1);
      NDList output = Conv1d.conv1d(x, weight, bias, one, new Shape(0), one, 1);
      return output.singletonOrThrow().eq(5 * 6930).all().getBoolean(); // Σ c² = 27·28·55 / 6
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "EVAL_.*")
  void the_first_iterations_change_the_loss_a_hundred_times_more_than_the_tolerance(Net net) {
    for (Library library : Library.of(net)) {
      double[] losses = SameWork.evidence(library, net);
      assertThat(losses[losses.length - 1]).as("%s", library).isLessThan(0.99 * losses[0]);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = "EVAL_.*")
  void outputs_of_an_evaluation_differ_from_each_other(Net net) {
    for (Library library : Library.of(net)) {
      assertThat(Arrays.stream(SameWork.evidence(library, net)).distinct().count())
          .as("%s", library)
          .isEqualTo(5);
    }
  }

  @Test
  void time_is_taken_with_dropout_and_losses_are_compared_without() {
    for (Library library : Library.MAIN) {
      try (Step timed = library.start(Net.NORM);
          Step compared = library.startExact(Net.NORM)) {
        double difference = Math.abs(timed.run() - compared.run());
        assertThat(difference).as("%s", library).isGreaterThan(1e-3);
      }
    }
  }

  @Test
  void the_first_loss_of_xor_is_the_one_computed_by_hand() {
    float[][] p = Net.XOR.parameters().stream().map(Values::elements).toArray(float[][]::new);
    float[] x = Net.XOR.input().elements();
    double sum = 0;
    for (int row = 0; row < 4; row++) {
      double prediction = p[3][0];
      for (int j = 0; j < 2; j++) {
        double hidden = x[2 * row] * p[0][j] + x[2 * row + 1] * p[0][2 + j] + p[1][j];
        prediction += Math.tanh(hidden) * p[2][j];
      }
      sum += Math.pow(prediction - Net.XOR.target().elements()[row], 2);
    }
    assertThat(Library.of(Net.XOR)).hasSize(4);
    for (Library library : Library.of(Net.XOR)) {
      assertThat(SameWork.evidence(library, Net.XOR)[0])
          .as("%s", library)
          .isCloseTo(sum / 4, within(1e-6));
    }
  }

  @Test
  void encog_leaves_out_the_derivative_of_tanh_in_hidden_layers_and_nothing_else() {
    double[] w = doubles(0); // [2, 2]
    double[] b = doubles(1);
    double[] v = doubles(2); // [2, 1]
    double[] c = doubles(3);
    float[] x = Net.XOR.input().elements();
    double[] losses = new double[5];
    for (int i = 0; i < losses.length; i++) {
      double[][] step = {new double[4], new double[2], new double[2], new double[1]};
      for (int row = 0; row < 4; row++) {
        double x0 = x[2 * row];
        double x1 = x[2 * row + 1];
        double h0 = Math.tanh(x0 * w[0] + x1 * w[2] + b[0]);
        double h1 = Math.tanh(x0 * w[1] + x1 * w[3] + b[1]);
        double error = h0 * v[0] + h1 * v[1] + c[0] - Net.XOR.target().elements()[row];
        losses[i] += error * error / 4;
        double delta = 0.3 * 2 * error / 4;
        add(step[0], delta * v[0] * x0, delta * v[1] * x0, delta * v[0] * x1, delta * v[1] * x1);
        add(step[1], delta * v[0], delta * v[1]);
        add(step[2], delta * h0, delta * h1);
        add(step[3], delta);
      }
      subtract(w, step[0]);
      subtract(b, step[1]);
      subtract(v, step[2]);
      subtract(c, step[3]);
    }
    assertThat(SameWork.evidence(Library.ENCOG, Net.XOR)).containsExactly(losses, within(1e-9));
  }

  private static double[] doubles(int parameter) {
    float[] elements = Net.XOR.parameters().get(parameter).elements();
    double[] doubles = new double[elements.length];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] = elements[i];
    }
    return doubles;
  }

  private static void add(double[] sums, double... terms) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += terms[i];
    }
  }

  private static void subtract(double[] values, double[] step) {
    for (int i = 0; i < values.length; i++) {
      values[i] -= step[i];
    }
  }

  @Test
  void losses_that_differ_are_rejected_with_the_iteration_and_both_values() {
    double[] expected = {0.5, 0.4, 0.3, 0.2, 0.1};
    double[] actual = {0.5, 0.4, 0.3001, 0.2, 0.1};
    assertThatThrownBy(() -> SameWork.requireAgree(Net.XOR, Library.DJL, expected, actual))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "XOR, loss 3: Taeda has 0.30000000, DJL has 0.30010000; they do not do the same work");
  }

  @Test
  void a_loss_that_is_not_finite_is_rejected() {
    double[] expected = {0.5, 0.4, 0.3, 0.2, 0.1};
    double[] actual = {0.5, Double.NaN, 0.3, 0.2, 0.1};
    assertThatThrownBy(() -> SameWork.requireAgree(Net.XOR, Library.DJL, expected, actual))
        .hasMessageStartingWith("XOR, loss 2: ");
  }

  @Test
  void outputs_are_compared_in_parts_of_the_largest() {
    double[] expected = {0, 1e-6, 1, -0.5, 0.1};
    double[] close = {1e-5, 0, 1, -0.5, 0.1};
    double[] far = {0, 1e-6, 1, -0.5, 0.1002};
    assertThatCode(() -> SameWork.requireAgree(Net.EVAL_MLP_1, Library.DJL, expected, close))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> SameWork.requireAgree(Net.EVAL_MLP_1, Library.DJL, expected, far))
        .hasMessageStartingWith("EVAL_MLP_1, output 5: ");
  }
}
