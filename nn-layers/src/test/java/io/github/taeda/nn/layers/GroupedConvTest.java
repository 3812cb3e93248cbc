package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.testing.Compare;
import io.github.taeda.nn.testing.Make;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolutions whose channels are in groups. */
class GroupedConvTest {
  private final SplittableRandom random = new SplittableRandom(5);

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE"})
  void depthwise_each_channel_has_its_own_filters(DataType type) {
    // two channels, two filters each
    Conv1D.Config config = Conv1D.Config.of(2, 2, 4).groups(2);
    Module conv = new Conv1D(config, random).to(type);
    conv.parameters()
        .get(0)
        .set(Make.of(new long[] {2, 1, 4}, 1, 2, 3, 4, 10, 20, 30, 40).castTo(type));
    conv.parameters().get(1).set(Make.of(new long[] {4}, 0.5, 0, 0, -1).castTo(type));
    INDArray input = Make.of(new long[] {1, 3, 2}, 1, 5, 2, 6, 3, 7).castTo(type);

    INDArray output = conv.forward(input);

    // channel 0: 1 + 2 · 10, 2 + 2 · 20, … of x = 1, 2, 3; channel 1: 3 · 5 + 30 · 6, … of x = 5,
    // 6, 7
    INDArray expected = Make.of(new long[] {1, 2, 4}, 21.5, 42, 195, 259, 32.5, 64, 228, 303);
    Compare.exact("output", output.castTo(DataType.DOUBLE), expected);
  }

  @Test
  void the_weights_are_those_of_one_group_s_inputs() {
    Conv2D conv = new Conv2D(Conv2D.Config.of(3, 8, 12).groups(4), random);

    assertThat(conv.parameters().get(0).value().shape()).containsExactly(3, 3, 2, 12);
    // fan-in 3 · 3 · 2
    double largest = conv.parameters().get(0).value().amaxNumber().doubleValue();
    assertThat(largest).isBetween(0.9 / Math.sqrt(18), 1 / Math.sqrt(18));
  }
}
