package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Init;
import io.github.taeda.nn.ModuleConfig;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The named setters of configurations. */
class ConfigurationsTest {

  static Stream<Arguments> changes() {
    Linear.Config linear = Linear.Config.of(3, 2);
    Conv1D.Config conv1D = Conv1D.Config.of(3, 2, 4);
    Conv2D.Config conv2D = Conv2D.Config.of(3, 2, 4);
    ConvTranspose1D.Config transposed1D = ConvTranspose1D.Config.of(3, 2, 4).stride(2);
    ConvTranspose2D.Config transposed2D = ConvTranspose2D.Config.of(3, 2, 4).stride(2);
    MultiHeadAttention.Config attention = MultiHeadAttention.Config.of(4, 2);
    BatchNorm.Config batchNorm = BatchNorm.Config.of(2);
    return Stream.of(
        row(linear, linear.withoutBias(), "3 -> 2, without bias"),
        row(linear, linear.init(Init.heNormal()), "3 -> 2"),
        row(conv1D, conv1D.stride(2), "2 -> 4, 3, stride 2"),
        row(conv1D, conv1D.padding(1), "2 -> 4, 3, stride 1, padding 1"),
        row(conv1D, conv1D.dilation(2), "2 -> 4, 3, stride 1, dilation 2"),
        row(conv1D, conv1D.groups(2), "2 -> 4, 3, stride 1, groups 2"),
        row(conv1D, conv1D.withoutBias(), "2 -> 4, 3, stride 1, without bias"),
        row(conv1D, conv1D.init(Init.heNormal()), "2 -> 4, 3, stride 1"),
        row(conv2D, conv2D.stride(2), "2 -> 4, 3x3, stride 2"),
        row(conv2D, conv2D.padding(1), "2 -> 4, 3x3, stride 1, padding 1"),
        row(conv2D, conv2D.dilation(2), "2 -> 4, 3x3, stride 1, dilation 2"),
        row(conv2D, conv2D.groups(2), "2 -> 4, 3x3, stride 1, groups 2"),
        row(conv2D, conv2D.withoutBias(), "2 -> 4, 3x3, stride 1, without bias"),
        row(conv2D, conv2D.init(Init.heNormal()), "2 -> 4, 3x3, stride 1"),
        row(transposed1D, transposed1D.stride(3), "2 -> 4, 3, stride 3"),
        row(transposed1D, transposed1D.padding(1), "2 -> 4, 3, stride 2, padding 1"),
        row(transposed1D, transposed1D.dilation(2), "2 -> 4, 3, stride 2, dilation 2"),
        row(transposed1D, transposed1D.outputPadding(1), "2 -> 4, 3, stride 2, output padding 1"),
        row(transposed1D, transposed1D.withoutBias(), "2 -> 4, 3, stride 2, without bias"),
        row(transposed1D, transposed1D.init(Init.heNormal()), "2 -> 4, 3, stride 2"),
        row(transposed2D, transposed2D.stride(3), "2 -> 4, 3x3, stride 3"),
        row(transposed2D, transposed2D.padding(1), "2 -> 4, 3x3, stride 2, padding 1"),
        row(transposed2D, transposed2D.dilation(2), "2 -> 4, 3x3, stride 2, dilation 2"),
        row(
            transposed2D,
            transposed2D.outputPadding(1, 1),
            "2 -> 4, 3x3, stride 2, output padding 1"),
        row(transposed2D, transposed2D.withoutBias(), "2 -> 4, 3x3, stride 2, without bias"),
        row(transposed2D, transposed2D.init(Init.heNormal()), "2 -> 4, 3x3, stride 2"),
        row(Embedding.Config.of(5, 3), Embedding.Config.of(5, 3).init(Init.heNormal()), "5 -> 3"),
        row(attention, attention.causal(true), "4, heads 2, causal"),
        row(attention, attention.init(Init.heNormal()), "4, heads 2"),
        row(
            PositionalEncoding.Config.of(4),
            PositionalEncoding.Config.of(4).learnt(3),
            "4, learnt 3"),
        row(batchNorm, batchNorm.momentum(0.5), "2, momentum 0.5"),
        row(batchNorm, batchNorm.epsilon(0.5), "2, epsilon 0.5"),
        row(
            GroupNorm.Config.of(2, 4),
            GroupNorm.Config.of(2, 4).epsilon(0.5),
            "2 of 4, epsilon 0.5"),
        row(LayerNorm.Config.of(2), LayerNorm.Config.of(2).epsilon(0.5), "2, epsilon 0.5"));
  }

  private static Arguments row(ModuleConfig before, ModuleConfig after, String text) {
    return Arguments.of(before, after, text);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void a_setter_changes_one_component(ModuleConfig before, ModuleConfig after, String text)
      throws ReflectiveOperationException {
    assertThat(after.text()).isEqualTo(text);
    assertThat(after).hasSameClassAs(before);
    int changed = 0;
    for (var component : before.getClass().getRecordComponents()) {
      Object was = component.getAccessor().invoke(before);
      Object is = component.getAccessor().invoke(after);
      changed += Objects.equals(was, is) ? 0 : 1;
    }
    assertThat(changed).as(Arrays.toString(before.getClass().getRecordComponents())).isEqualTo(1);
  }
}
