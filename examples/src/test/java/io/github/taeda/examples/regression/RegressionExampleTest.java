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
            "Learnt: the line of least squares, the curve within twice its noise, and the"
                + " distances: any a >= 1/2 does.\n"
                + "Pictures in "
                + directory
                + ": line.png, curve.png, learner.png\n");
  }

  @Test
  void too_few_epochs_are_an_exit_code_of_their_own() {
    assertThat(run("--epochs=2")).isEqualTo(3);
    assertThat(terminal.out())
        .contains(
            "Not learnt: the line is not that of least squares; the curve is missed by more than"
                + " twice its noise; more epochs may help: 1000 are usual.\n");
  }

  /** Through (0, 1), (1, 3), (2, 2): means 1 and 2, slope (1·1 + 0 + 1·0) / 2, bias 2 − ½. */
  @Test
  void least_squares_are_those_of_the_formula() {
    LeastSquares line = LeastSquares.of(new double[] {0, 1, 2}, new double[] {1, 3, 2});
    assertThat(line.slope()).isCloseTo(0.5, within(1e-12));
    assertThat(line.bias()).isCloseTo(1.5, within(1e-12));
  }

  @Test
  void the_learner_has_the_derivatives_that_differences_show() {
    Module learner = new CappedDistance(0.3).to(DataType.DOUBLE);
    INDArray input = NDArrays.zeros(DataType.DOUBLE, 4, 2);
    NDArrays.setValues(new double[] {4, 2, 6, -3, -1, 1, 3, 3.5}, input); // one of them is capped
    GradientReport report = GradientCheck.of(learner, input, new SplittableRandom(1));
    assertThat(report.passes(1e-7)).as(report.toString()).isTrue();
  }

  /** |x − y| = 2, 9, 0, 0; with a = ¼ the second is capped. */
  @Test
  void the_learner_is_a_distance_up_to_one() {
    INDArray pairs = NDArrays.of(new float[] {4, 2, 6, -3, 1, 1, 3, 3}, 4, 2);
    INDArray answers = new CappedDistance(0.25).forward(pairs);
    assertThat(answers.toFloatMatrix()).isDeepEqualTo(new float[][] {{0.5f}, {1}, {0}, {0}});
  }

  /** The control: a tenth of the step is too slow for as many iterations. */
  @Test
  void a_smaller_step_does_not_get_there_in_time() {
    CappedDistance learner = new CappedDistance(0.1);
    Optim optim = new Optim(learner, new MSELoss(), RegressionExample.LEARNER_STEP / 20);
    INDArray pairs = NDArrays.of(new float[] {4, 2, 6, -3, 1, 1, 3, 3}, 4, 2);
    INDArray targets = NDArrays.of(new float[] {1, 1, 0, 0}, 4, 1);
    double cost = 0;
    for (int i = 0; i < RegressionExample.ITERATIONS; i++) {
      cost = optim.step(pairs, targets);
    }
    assertThat(cost).isGreaterThan(RegressionExample.ENOUGH);
  }

  private int run(String option) {
    return terminal.run("regression", "--out=" + directory, option);
  }
}
