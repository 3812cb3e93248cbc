package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.testing.Compare;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Positional encodings against values computed by hand. */
class PositionalEncodingTest {

  @Test
  void sines_and_cosines_alternate_and_slow_down() {
    INDArray zeros = Nd4j.zeros(DataType.DOUBLE, 1, 3, 4);
    INDArray p = new PositionalEncoding(4).forward(zeros);
    // The second pair turns 10000^(2/4) = 100 times as slowly.
    double[] expected = {Math.sin(2), Math.cos(2), Math.sin(0.02), Math.cos(0.02)};
    for (int i = 0; i < 4; i++) {
      assertThat(p.getDouble(0, 0, i)).isEqualTo(i % 2); // sin 0, cos 0
      assertThat(p.getDouble(0, 2, i)).isCloseTo(expected[i], within(1e-15));
    }
  }

  @Test
  void longer_and_shorter_sequences_have_the_same_first_positions() {
    Module encoding = new PositionalEncoding(3);
    INDArray five = encoding.forward(Nd4j.zeros(DataType.FLOAT, 1, 5, 3));
    INDArray two = encoding.forward(Nd4j.zeros(DataType.FLOAT, 1, 2, 3));
    for (int i = 0; i < 6; i++) {
      assertThat(two.getFloat(0, i / 3, i % 3)).isEqualTo(five.getFloat(0, i / 3, i % 3));
    }
  }

  @Test
  void learnt_positions_get_the_sum_of_the_deltas_of_all_sequences() {
    Module encoding =
        new PositionalEncoding(PositionalEncoding.Config.of(2).learnt(3), new SplittableRandom(1));
    INDArray input = Nd4j.ones(DataType.FLOAT, 2, 2, 2);
    INDArray weight = encoding.parameters().get(0).value();
    INDArray output = encoding.forward(input);
    assertThat(output.getFloat(1, 1, 0)).isEqualTo(1 + weight.getFloat(1, 0));
    INDArray delta = Nd4j.create(new float[][][] {{{1, 2}, {3, 4}}, {{10, 20}, {30, 40}}});
    encoding.backwardUpdateGradient(input, delta);
    INDArray expected = Nd4j.create(new float[][] {{11, 22}, {33, 44}, {0, 0}});
    Compare.exact("gradient", encoding.parameters().get(0).gradient(), expected);
  }

  @Test
  void learnt_positions_are_one_at_least() {
    assertThatThrownBy(() -> PositionalEncoding.Config.of(2).learnt(0))
        .hasMessage("PositionalEncoding: positions must be at least 1, but was 0");
  }
}
