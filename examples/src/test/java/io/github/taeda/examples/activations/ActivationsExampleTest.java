package io.github.taeda.examples.activations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.taeda.examples.Terminal;
import io.github.taeda.nn.Module;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationsExampleTest {
  private final Terminal terminal = new Terminal();

  @TempDir private Path directory;

  @Test
  void it_draws_six_functions_and_their_derivatives_are_correct() {
    assertThat(terminal.run("activations", "--out=" + directory)).isEqualTo(0);
    assertThat(terminal.out().lines())
        .hasSize(15)
        .endsWith(
            "Correct: every derivative agrees with central differences.",
            "Pictures in " + directory + ": activations.png");
    assertThat(directory.resolve("activations.png")).isRegularFile();
  }

  /** By hand: σ(1) = 1 / (1 + 1/e), σ' = σ (1 − σ); tanh' = 1 − tanh²; x Φ(x) and Φ(x) + x φ(x). */
  @ParameterizedTest
  @CsvSource({
    "sigmoid, 1, 0.731058578630005, 0.196611933241482",
    "step, 1, 1, 0",
    "ReLU, -1, 0, 0",
    "ReLU, 1, 1, 1",
    "tanh, 1, 0.761594155955765, 0.419974341614026",
    "leaky ReLU, -1, -0.1, 0.1",
    "GELU, 1, 0.841344746068543, 1.083315470587629"
  })
  void values_and_derivatives_are_those_of_the_formulas(
      String name, double x, double value, double derivative) {
    Module function = ActivationsExample.functions().get(name);
    double[] input = {x};
    assertThat(ActivationsExample.outputs(function, input)[0]).isCloseTo(value, within(1e-12));
    assertThat(ActivationsExample.derivatives(function, input)[0])
        .isCloseTo(derivative, within(1e-12));
  }
}
