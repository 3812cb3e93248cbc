package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TanHTest {
  @Test
  void squeezes_numbers_into_minus_one_to_one() {
    INDArray input = Nd4j.create(new double[][] {{0, Math.log(2)}, {-Math.log(3), 40}});

    INDArray output = new TanH().forward(input);

    // tanh ln a = (a − 1/a) / (a + 1/a): 3/5 for a = 2, −4/5 for a = 1/3
    assertThat(output.getDouble(0, 0)).isZero();
    assertThat(output.getDouble(0, 1)).isCloseTo(0.6, within(1e-15));
    assertThat(output.getDouble(1, 0)).isCloseTo(-0.8, within(1e-15));
    assertThat(output.getDouble(1, 1)).isEqualTo(1);
  }

  @Test
  void lets_a_delta_through_where_it_is_steep() {
    INDArray input = Nd4j.create(new double[][] {{0, Math.log(2)}, {-Math.log(3), 40}});
    INDArray delta = Nd4j.create(new double[][] {{5, 5}, {5, 5}});

    INDArray inputDelta = new TanH().backwardDelta(input, delta);

    // 5 (1 − y²): 5 · 1, 5 · 16/25, 5 · 9/25, 5 · 0
    assertThat(inputDelta.getDouble(0, 0)).isEqualTo(5);
    assertThat(inputDelta.getDouble(0, 1)).isCloseTo(3.2, within(1e-14));
    assertThat(inputDelta.getDouble(1, 0)).isCloseTo(1.8, within(1e-14));
    assertThat(inputDelta.getDouble(1, 1)).isZero();
  }
}
