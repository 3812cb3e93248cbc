package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
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
