package io.github.taeda.examples.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.examples.Terminal;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.check.GradientCheck;
import io.github.taeda.nn.check.GradientReport;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.Optim;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class RegressionExampleTest {
  private final Terminal terminal = new Terminal();

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void it_learns_whatever_the_seed(int seed) {
    assertThat(run("--seed=" + seed)).as(terminal.out()).isEqualTo(0);
    assertThat(terminal.out())
        .containsPattern("a went from 0\\.\\d+ to 0\\.[5-9]\\d+ in \\d+ iterations\\.")
        .endsWith(
            "Learnt: the line of least squares, the curve within twice the noise, and a capped"
                + " distance with a >= 1/2.\n"
                + "Pictures in "
                + directory
                + ": line.png, curve.png, distance.png\n");
  }

  @Test
  void too_few_epochs_are_an_exit_code_of_their_own() {
    assertThat(run("--epochs=2")).isEqualTo(3);
    assertThat(terminal.out())
        .contains(
            "Not learnt: the line differs from least squares; the RMSE of the curve is above twice"
                + " the noise; more epochs may help: the default is 1000.\n");
  }

  /** Through (0, 1), (1, 3), (2, 2): means 1 and 2, slope (1·1 + 0 + 1·0) / 2, bias 2 − ½. */
  @Test
  void least_squares_are_those_of_the_formula() {
    LeastSquares line = LeastSquares.of(new double[] {0, 1, 2}, new double[] {1, 3, 2});
    assertThat(line.slope()).isCloseTo(0.5, within(1e-12));
    assertThat(line.bias()).isCloseTo(1.5, within(1e-12));
  }

  @Test
  void the_derivatives_of_the_distance_agree_with_central_differences() {
    Module distance = new CappedDistance(0.3).to(DataType.DOUBLE);
    INDArray input = NDArrays.zeros(DataType.DOUBLE, 4, 2);
    NDArrays.setValues(new double[] {4, 2, 6, -3, -1, 1, 3, 3.5}, input); // one of them is capped
    GradientReport report = GradientCheck.of(distance, input, new SplittableRandom(1));
    assertThat(report.passes(1e-7)).as(report.toString()).isTrue();
  }

  /** |x − y| = 2, 9, 0, 0; with a = ¼ the second is capped. */
  @Test
  void the_distance_is_capped_at_one() {
    INDArray pairs = NDArrays.of(new float[] {4, 2, 6, -3, 1, 1, 3, 3}, 4, 2);
    INDArray outputs = new CappedDistance(0.25).forward(pairs);
    assertThat(outputs.toFloatMatrix()).isDeepEqualTo(new float[][] {{0.5f}, {1}, {0}, {0}});
  }

  /** The control: with a twentieth of the learning rate as many iterations are too few. */
  @Test
  void a_smaller_learning_rate_is_too_slow() {
    CappedDistance distance = new CappedDistance(0.1);
    Optim optim = new Optim(distance, new MSELoss(), DistanceTraining.LEARNING_RATE / 20);
    INDArray pairs = NDArrays.of(new float[] {4, 2, 6, -3, 1, 1, 3, 3}, 4, 2);
    INDArray targets = NDArrays.of(new float[] {1, 1, 0, 0}, 4, 1);
    double loss = 0;
    for (int i = 0; i < DistanceTraining.MAX_ITERATIONS; i++) {
      loss = optim.step(pairs, targets);
    }
    assertThat(loss).isGreaterThan(DistanceTraining.MAX_LOSS);
  }

  private int run(String option) {
    return terminal.run("regression", "--out=" + directory, option);
  }
}
