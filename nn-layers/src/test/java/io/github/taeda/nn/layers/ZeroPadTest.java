package io.github.taeda.nn.layers;

import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class ZeroPadTest {

  @Test
  void a_sequence_gets_zeros_before_and_after() {
    INDArray sequence = Make.of(new long[] {1, 2, 2}, 1, 2, 3, 4);

    INDArray expected = Make.of(new long[] {1, 5, 2}, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0);
    Compare.exact("output", new ZeroPad1D(1, 2).forward(sequence), expected);
  }

  @Test
  void an_image_gets_zeros_on_each_side() {
    INDArray image = Make.of(new long[] {1, 1, 2, 1}, 1, 2);

    // one row above, two below, none on the left, one on the right
    INDArray expected = Make.of(new long[] {1, 4, 3, 1}, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 0, 0);
    Compare.exact("output", new ZeroPad2D(1, 2, 0, 1).forward(image), expected);
  }

  @Test
  void the_delta_of_the_zeros_is_dropped() {
    INDArray image = Make.of(new long[] {1, 1, 2, 1}, 1, 2);
    INDArray delta = Make.of(new long[] {1, 4, 3, 1}, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);

    INDArray inputDelta = new ZeroPad2D(1, 2, 0, 1).backwardDelta(image, delta);

    Compare.exact("inputDelta", inputDelta, Make.of(new long[] {1, 1, 2, 1}, 4, 5));
  }
}
