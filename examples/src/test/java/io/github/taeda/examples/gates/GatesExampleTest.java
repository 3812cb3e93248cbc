package io.github.taeda.examples.gates;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.examples.Terminal;
import io.github.taeda.nn.ops.NDArrays;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GatesExampleTest {
  private final Terminal terminal = new Terminal();

  @TempDir private Path directory;

  @Test
  void the_outputs_of_gates_set_by_hand_are_their_truth_tables() {
    assertThat(GatesExample.outputs(GatesExample.and())).containsExactly(0, 0, 0, 1);
    assertThat(GatesExample.outputs(GatesExample.or())).containsExactly(0, 1, 1, 1);
    assertThat(GatesExample.outputs(GatesExample.xor())).containsExactly(0, 1, 1, 0);
    assertThat(GatesExample.not().forward(NDArrays.of(new float[] {0, 1}, 2, 1)).toFloatMatrix())
        .isDeepEqualTo(new float[][] {{1}, {0}});
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void the_rule_learns_and_and_or_but_not_xor_whatever_the_seed(int seed) {
    assertThat(run("--seed=" + seed)).as(terminal.out()).isEqualTo(0);
    assertThat(terminal.out())
        .containsPattern("\n  AND +1 +\\d+ +0 ")
        .containsPattern("\n  AND +4 +\\d+ +0 ")
        .containsPattern("\n  XOR +1 +" + GatesExample.EPOCHS + " +[1-4] ")
        .endsWith(
            "Learnt: AND and OR by the perceptron rule, and XOR, as expected, never; two layers compute"
                + " it.\n"
                + "Pictures in "
                + directory
                + ": gates.png, perceptron.png\n");
  }

  @Test
  void too_few_epochs_are_an_exit_code_of_their_own() {
    assertThat(run("--epochs=1")).isEqualTo(3);
    assertThat(terminal.out()).contains("Not learnt: AND or OR has errors after 1 epochs.\n");
  }

  @Test
  void an_impossible_number_of_epochs_is_rejected() {
    assertThat(run("--epochs=0")).isEqualTo(2);
    assertThat(terminal.err())
        .isEqualTo(
            "taeda gates: --epochs must be at least 1, but was 0\nTry 'taeda gates --help'.\n");
  }

  private int run(String option) {
    return terminal.run("gates", "--out=" + directory, option);
  }
}
