package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.PaddingMask;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class GlobalAvgPoolTest {
  private final Module pool = new GlobalAvgPool();
  // [batch 2, length 3, channels 2]
  private final INDArray input =
      Make.of(new long[] {2, 3, 2}, 1, 10, 2, 20, 6, 60, -1, 0.5, -2, 1, 0, 3);

  @Test
  void each_channel_gives_its_mean_over_the_positions() {
    // (1 + 2 + 6) / 3, (10 + 20 + 60) / 3; (−1 − 2 + 0) / 3, (0.5 + 1 + 3) / 3
    INDArray expected = Make.of(new long[] {2, 2}, 3, 30, -1, 1.5);

    Compare.close("output", pool.forward(input), expected, 1e-15);
  }

  @Test
  void images_are_averaged_over_height_and_width() {
    INDArray image = Make.of(new long[] {1, 2, 2, 1}, 1, 2, 3, 10); // 16 / 4

    Compare.close("output", pool.forward(image), Make.of(new long[] {1, 1}, 4), 1e-15);
  }

  @Test
  void each_position_gets_an_equal_share_of_the_delta() {
    INDArray delta = Make.of(new long[] {2, 2}, 3, 6, -9, 0.3);

    INDArray expected = Make.of(new long[] {2, 3, 2}, 1, 2, 1, 2, 1, 2, -3, 0.1, -3, 0.1, -3, 0.1);
    Compare.close("inputDelta", pool.backwardDelta(input, delta), expected, 1e-15);
  }

  /** Of the first example 1 and 2 are real, of the second nothing. */
  @Test
  void padding_is_left_out_of_the_mean() {
    INDArray padded = Make.of(new long[] {2, 3, 1}, 1, 2, Double.NaN, 7, 8, 9);
    INDArray mask = PaddingMask.ofLengths(3, 2, 0);

    INDArray output = PaddingMask.run(mask, () -> pool.forward(padded));
    Compare.close("output", output, Make.of(new long[] {2, 1}, 1.5, 0), 1e-15);
    INDArray delta = Make.of(new long[] {2, 1}, 4, 6);
    INDArray inputDelta = PaddingMask.run(mask, () -> pool.backwardDelta(padded, delta));
    INDArray expected = Make.of(new long[] {2, 3, 1}, 2, 2, 0, 0, 0, 0);
    Compare.close("inputDelta", inputDelta, expected, 1e-15);
  }

  @Test
  void the_delta_of_padding_is_0_whatever_that_of_the_output_is() {
    INDArray padded = Make.of(new long[] {2, 3, 1}, 1, 2, 3, 7, 8, 9);
    INDArray delta = Make.of(new long[] {2, 1}, Double.POSITIVE_INFINITY, Double.NaN);
    INDArray mask = PaddingMask.ofLengths(3, 2, 0);
    for (Module module : List.of(pool, new GlobalMaxPool())) {
      INDArray inputDelta = PaddingMask.run(mask, () -> module.backwardDelta(padded, delta));
      double[] deltas = inputDelta.ravel().toDoubleVector();
      assertThat(deltas[1]).as("%s", module).isInfinite();
      assertThat(Arrays.copyOfRange(deltas, 2, 6)).as("%s", module).containsOnly(0);
    }
  }
}
