package io.github.taeda.nn.layers;

import io.github.taeda.nn.PaddingMask;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class GlobalMaxPoolTest {
  private final GlobalMaxPool pool = new GlobalMaxPool();
  // [batch 2, length 3, channels 2]
  private final INDArray input =
      Make.of(new long[] {2, 3, 2}, 1, 60, 6, 20, 2, 60, -1, -5, -2, -4, -3, -6);

  @Test
  void each_channel_gives_its_maximum_over_the_positions() {
    INDArray expected = Make.of(new long[] {2, 2}, 6, 60, -1, -4);

    Compare.exact("output", pool.forward(input), expected);
  }

  @Test
  void images_are_searched_over_height_and_width() {
    INDArray image = Make.of(new long[] {1, 2, 2, 1}, 1, 2, 30, 10);

    Compare.exact("output", pool.forward(image), Make.of(new long[] {1, 1}, 30));
  }

  @Test
  void the_first_maximum_gets_the_delta() {
    INDArray delta = Make.of(new long[] {2, 2}, 3, 5, -9, 7);

    INDArray expected = Make.of(new long[] {2, 3, 2}, 0, 5, 3, 0, 0, 0, -9, 0, 0, 7, 0, 0);
    Compare.exact("inputDelta", pool.backwardDelta(input, delta), expected);
  }

  @Test
  void the_length_may_change_from_call_to_call() {
    Compare.exact("long", pool.forward(input), Make.of(new long[] {2, 2}, 6, 60, -1, -4));
    INDArray one = Make.of(new long[] {1, 1, 2}, 3, 4);
    Compare.exact("short", pool.forward(one), Make.of(new long[] {1, 2}, 3, 4));
    Compare.exact("long", pool.forward(input), Make.of(new long[] {2, 2}, 6, 60, -1, -4));
  }

  /** Of the first example −1 and −2 are real, of the second nothing. */
  @Test
  void padding_is_left_out_of_the_maximum() {
    INDArray padded = Make.of(new long[] {2, 3, 1}, -2, -1, Double.NaN, 7, 8, 9);
    INDArray mask = PaddingMask.ofLengths(3, 2, 0);

    INDArray output = PaddingMask.run(mask, () -> pool.forward(padded));
    Compare.exact("output", output, Make.of(new long[] {2, 1}, -1, 0));
    INDArray delta = Make.of(new long[] {2, 1}, 4, 6);
    INDArray inputDelta = PaddingMask.run(mask, () -> pool.backwardDelta(padded, delta));
    Compare.exact("inputDelta", inputDelta, Make.of(new long[] {2, 3, 1}, 0, 4, 0, 0, 0, 0));
  }

  /** Padding stands before, within and behind real values, in the first channel −∞ alone. */
  @Test
  void the_first_real_position_gets_the_delta_where_all_real_values_are_minus_infinity() {
    double least = Double.NEGATIVE_INFINITY;
    INDArray padded =
        Make.of(new long[] {1, 5, 2}, 7, 7, least, -2, Double.NaN, 8, least, -1, 9, 9);
    INDArray mask = Make.of(new long[] {1, 5}, 0, 1, 0, 1, 0);

    INDArray output = PaddingMask.run(mask, () -> pool.forward(padded));
    Compare.exact("output", output, Make.of(new long[] {1, 2}, least, -1));
    INDArray delta = Make.of(new long[] {1, 2}, 4, 6);
    INDArray inputDelta = PaddingMask.run(mask, () -> pool.backwardDelta(padded, delta));
    INDArray expected = Make.of(new long[] {1, 5, 2}, 0, 0, 4, 0, 0, 0, 0, 6, 0, 0);
    Compare.exact("inputDelta", inputDelta, expected);
  }
}
