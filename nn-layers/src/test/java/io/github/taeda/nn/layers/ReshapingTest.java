package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Probe;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.ShapeException;
import io.github.taeda.nn.testing.Make;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Within a chain a change of shape is a view; what a chain returns is new. */
class ReshapingTest {
  private static final INDArray INPUT = Make.of(new long[] {2, 3, 1}, 1, -2, 3, 4, 5, -6);

  @Test
  void between_two_modules_the_elements_are_not_copied() {
    Sequential net = new Sequential(new ReLU(), new Flatten(), new TanH());
    List<INDArray> outputs = new ArrayList<>();
    Probe.observe((container, index, output) -> outputs.add(output), () -> net.forward(INPUT));
    assertThat(outputs.get(1).shape()).containsExactly(2, 3);
    assertThat(address(outputs.get(1))).isEqualTo(address(outputs.get(0)));
    INDArray delta = Make.matrix(new double[] {1, 1, 1}, new double[] {1, 1, 1});
    INDArray inputDelta = net.backwardDelta(INPUT, delta);
    assertThat(inputDelta.shape()).containsExactly(2, 3, 1);
    assertThat(inputDelta.getDouble(0, 1, 0)).isZero();
    assertThat(inputDelta.getDouble(1, 0, 0))
        .isEqualTo(1 - Math.tanh(4) * Math.tanh(4), within(1e-14));
  }

  @Test
  void first_and_last_what_is_returned_is_new() {
    Sequential net = new Sequential(new Reshape(3), new Reshape(1, 3), new Flatten());
    INDArray output = net.forward(INPUT);
    INDArray inputDelta = net.backwardDelta(INPUT, output);
    assertThat(address(output)).isNotEqualTo(address(INPUT));
    assertThat(address(inputDelta)).isNotEqualTo(address(output));
    assertThat(inputDelta).isEqualTo(INPUT);
    output.assign(7);
    assertThat(INPUT.getDouble(0)).isEqualTo(1);
    assertThat(inputDelta.getDouble(0)).isEqualTo(1);
  }

  @Test
  void an_input_that_does_not_fit_is_named_with_its_place() {
    Sequential net = new Sequential(new ReLU(), new Reshape(2, 2), new ReLU());
    assertThatThrownBy(() -> net.forward(INPUT))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("Sequential[1] > Reshape([2, 2]): each example of the input must");
  }

  private static long address(INDArray array) {
    return array.data().pointer().address();
  }
}
