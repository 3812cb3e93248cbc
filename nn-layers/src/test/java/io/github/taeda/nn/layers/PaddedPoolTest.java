package io.github.taeda.nn.layers;

import io.github.taeda.nn.ops.Window;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Poolings whose windows see padding. */
class PaddedPoolTest {
  private final Window window = Window.of(3).stride(2).padding(1);
  private final INDArray sequence = Make.of(new long[] {1, 4, 1}, -6, -3, -9, -12);
  private final INDArray delta = Make.of(new long[] {1, 2, 1}, 3, 30);

  @Test
  void padding_is_never_the_maximum() {
    MaxPool1D pool = new MaxPool1D(window);

    // of [_, −6, −3] and [−3, −9, −12]
    Compare.exact("output", pool.forward(sequence), Make.of(new long[] {1, 2, 1}, -3, -3));
    INDArray expected = Make.of(new long[] {1, 4, 1}, 0, 33, 0, 0);
    Compare.exact("inputDelta", pool.backwardDelta(sequence, delta), expected);
  }

  @Test
  void padding_counts_as_zeros_in_the_mean() {
    AvgPool1D pool = new AvgPool1D(window);

    // (0 − 6 − 3) / 3 and (−3 − 9 − 12) / 3
    Compare.close("output", pool.forward(sequence), Make.of(new long[] {1, 2, 1}, -3, -8), 1e-15);
    INDArray expected = Make.of(new long[] {1, 4, 1}, 1, 11, 10, 10);
    Compare.close("inputDelta", pool.backwardDelta(sequence, delta), expected, 1e-15);
  }

  @Test
  void images_have_padding_per_axis() {
    INDArray image = Make.of(new long[] {1, 2, 1, 1}, -1, -2);
    Window wide = Window.of(1, 2).padding(0, 1);

    INDArray expected = Make.of(new long[] {1, 2, 2, 1}, -1, -1, -2, -2);
    Compare.exact("maxima", new MaxPool2D(wide).forward(image), expected);
    Compare.exact("means", new AvgPool2D(wide).forward(image), expected.div(2));
  }
}
