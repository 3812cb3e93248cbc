package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.check.GradientCheck;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class BatchNorm1DTest {
  private final SplittableRandom random = new SplittableRandom(3);

  @Test
  void a_column_without_variance_is_the_shift() {
    for (double number : new double[] {0, 1e-40, 0.1, 3, 1000.1, 1e30}) {
      for (int rows : new int[] {3, 4, 7, 100}) {
        Module norm = new BatchNorm1D(2);
        norm.parameters().get(1).set(Make.filled(DataType.FLOAT, 0.5, 2));
        INDArray output = norm.forward(Make.filled(DataType.FLOAT, number, rows, 2));
        Compare.close("output", output, Make.filled(DataType.FLOAT, 0.5, rows, 2), 0);
      }
    }
  }

  @Test
  void an_offset_costs_no_digits() {
    INDArray input = Make.normal(random, 4096, 4).add(100_000).castTo(DataType.FLOAT);
    Module norm = new BatchNorm1D(4);
    Module exact = new BatchNorm1D(4).to(DataType.DOUBLE);

    INDArray output = norm.forward(input);

    Compare.close("output", output, exact.forward(input.castTo(DataType.DOUBLE)), 2e-6);
    INDArray mean = norm.state().get(0).value(); // 0.1 · 1e5
    Compare.close("mean", mean, exact.state().get(0).value(), 2e-3);
  }

  @Test
  void what_two_share_their_copies_share() {
    BatchNorm1D norm = new BatchNorm1D(3);
    Module copy = new Sequential(norm, norm.withMomentum(0.5)).copy();

    assertThat(copy.state()).hasSize(2);
    assertThat(copy.parameters()).hasSize(2);
  }

  @Test
  void a_gradient_check_in_training_leaves_the_running_statistics_alone() {
    Module norm = new BatchNorm1D(3).to(DataType.DOUBLE);
    norm.forward(Make.normal(random, 4, 3));
    List<INDArray> before = norm.state().stream().map(state -> state.value().dup()).toList();

    assertThat(GradientCheck.of(norm, Make.normal(random, 4, 3), random).passes(1e-7)).isTrue();

    Compare.exact("mean", norm.state().get(0).value(), before.get(0));
    Compare.exact("variance", norm.state().get(1).value(), before.get(1));
    assertThat(norm.isTraining()).isTrue();
  }
}
