package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class SpatialDropoutTest {

  @Test
  void a_channel_of_an_example_is_zeroed_out_as_a_whole_or_kept_and_scaled() {
    int batch = 50;
    int channels = 40;
    SpatialDropout dropout = new SpatialDropout(0.2, new SplittableRandom(3));
    INDArray input = Make.filled(DataType.DOUBLE, 1, batch, 2, 3, channels);

    INDArray output = dropout.forward(input);

    int zeros = 0;
    for (int n = 0; n < batch; n++) {
      for (int c = 0; c < channels; c++) {
        double first = output.getDouble(n, 0, 0, c);
        assertThat(first).isIn(0.0, 1.25);
        zeros += first == 0 ? 1 : 0;
        for (int position = 1; position < 6; position++) {
          assertThat(output.getDouble(n, position / 3, position % 3, c)).isEqualTo(first);
        }
      }
    }
    // 2000 draws with p = 0.2: standard deviation √(0.2 · 0.8 / 2000) = 0.009
    assertThat(zeros / 2000.0).isCloseTo(0.2, within(0.036));
    Compare.exact("inputDelta", dropout.backwardDelta(input, input), output);
    Compare.exact("evaluation", dropout.evaluate().forward(input), input);
  }
}
