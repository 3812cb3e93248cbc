package io.github.taeda.nn.layers;

import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class GroupNormTest {
  private static final GroupNorm.Config CONFIG = GroupNorm.Config.of(2, 4).epsilon(1);

  @Test
  void each_group_of_an_example_is_normalised_over_channels_and_positions() {
    // group 0 of the first example: 1, 3, 5, 7: μ = 4, σ² = (9 + 1 + 1 + 9) / 4 = 5; group 1 is
    // constant
    INDArray input = Make.of(new long[] {2, 2, 4}, 1, 3, 8, 8, 5, 7, 8, 8, 2, 2, 0, 0, 2, 2, 4, 4);
    double a = 1 / Math.sqrt(5 + 1);
    double b = 2 / Math.sqrt(4 + 1); // of 0, 0, 4, 4

    INDArray expected =
        Make.of(new long[] {2, 2, 4}, -3 * a, -a, 0, 0, a, 3 * a, 0, 0, 0, 0, -b, -b, 0, 0, b, b);
    Compare.close(
        "output", new GroupNorm(CONFIG).to(input.dataType()).forward(input), expected, 1e-14);
  }

  @Test
  void one_group_of_a_row_is_layer_normalisation() {
    INDArray input = Make.of(new long[] {2, 3}, 1, 2, 6, -1, 0, 9);
    INDArray delta = Make.of(new long[] {2, 3}, 1, -2, 3, 0.5, 2, -1);
    var group = new GroupNorm(1, 3).to(input.dataType());
    var layer = new LayerNorm(3).to(input.dataType());

    Compare.close("output", group.forward(input), layer.forward(input), 1e-14);
    Compare.close(
        "inputDelta", group.backwardDelta(input, delta), layer.backwardDelta(input, delta), 1e-14);
  }
}
