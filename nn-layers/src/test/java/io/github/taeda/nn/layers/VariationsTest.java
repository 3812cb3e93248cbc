package io.github.taeda.nn.layers;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Parameter;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code with…} changes one setting and nothing else. */
class VariationsTest {

  static Stream<Arguments> variations() {
    return Stream.of(
        row(new Conv1D(3, 1, 2, 1), conv -> conv.withPadding(1)),
        row(new Conv1D(3, 1, 2, 1), conv -> conv.withDilation(2)),
        row(new BatchNorm(2), norm -> norm.withMomentum(0.5)),
        row(new BatchNorm(2), norm -> norm.withEpsilon(0.5)),
        row(new LayerNorm(2), norm -> norm.withEpsilon(0.5)));
  }

  private static <M extends Module> Arguments row(M module, UnaryOperator<M> vary) {
    return Arguments.of(module, vary);
  }

  @ParameterizedTest
  @MethodSource("variations")
  <M extends Module> void a_variation_keeps_the_mode_and_what_is_frozen(
      M module, UnaryOperator<M> vary) {
    assertThat(vary.apply(module).isTraining()).isTrue();
    module.parameters().get(1).freeze();
    module.evaluate();

    Module variation = vary.apply(module);

    assertThat(variation.isTraining()).isFalse();
    assertThat(variation.parameters()).extracting(Parameter::isFrozen).containsExactly(false, true);
    assertThat(variation.parameters()).isEqualTo(module.parameters());
    assertThat(variation.toString()).isNotEqualTo(module.toString());
  }
}
