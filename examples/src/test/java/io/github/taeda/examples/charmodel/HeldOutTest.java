package io.github.taeda.examples.charmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.examples.report.ClassScores;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.ops.NDArrays;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class HeldOutTest {
  /** Eight rows of two characters: the second row begins at index 2. */
  private final int[] ids = IntStream.range(0, 18).map(i -> 2 + i % 3).toArray();

  private final HeldOut text = new HeldOut(CharModel.LSTM, ids);

  @Test
  void probabilities_of_a_net_are_those_of_a_row() {
    Module net = CharNet.of(CharModel.LSTM, 5, 8, 4, new SplittableRandom(1));
    double[] probabilities = text.probabilities(net);
    INDArray row = NDArrays.of(new float[] {ids[2], ids[3]}, 1, 2);
    INDArray scores = net.evaluate().forward(row).reshape(2, 5);
    double[][] expected = ClassScores.probabilities(scores);
    assertThat(probabilities).hasSize(16);
    assertThat(probabilities[2]).isCloseTo(expected[0][ids[3]], within(1e-5));
    assertThat(probabilities[3]).isCloseTo(expected[1][ids[4]], within(1e-5));
  }

  @Test
  void the_net_carries_nothing_and_stays_as_it_is() {
    Module net = CharNet.of(CharModel.GRU, 5, 8, 4, new SplittableRandom(1));
    assertThat(text.probabilities(net)).containsExactly(text.probabilities(net));
    assertThat(net.isTraining()).isTrue();
  }

  @Test
  void the_first_character_is_not_predicted() {
    assertThat(text.predicted()).containsExactly(Arrays.copyOfRange(ids, 1, 17));
  }

  @Test
  void bits_are_the_mean_of_binary_logarithms() {
    assertThat(HeldOut.bits(0.5, 0.125)).isCloseTo(2, within(1e-12));
    assertThat(HeldOut.mixed(0.25, new double[] {1}, new double[] {0.2}))
        .containsExactly(new double[] {0.4}, within(1e-12));
  }
}
