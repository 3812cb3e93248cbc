package io.github.taeda.examples.addition;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.examples.Terminal;
import io.github.taeda.nn.data.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdditionExampleTest {
  private final Terminal terminal = new Terminal();

  @TempDir private Path directory;

  @Test
  void every_pair_is_either_trained_on_or_held_out() {
    Addition drawn = new Addition(47, 85);
    AdditionData data = AdditionData.split(0.2, drawn, new Random(1));
    assertThat(data.training()).hasSize(8000);
    assertThat(data.test()).hasSize(2000).contains(drawn);
    Set<Addition> all = new HashSet<>(data.training());
    all.addAll(data.test());
    assertThat(all).hasSize(10_000);
  }

  @Test
  void a_target_is_the_next_character_of_the_answer() {
    Dataset data = AdditionData.dataset(List.of(new Addition(7, 85)));
    // " 7+85= 92": ids of digits are the digits, + is 10, = is 11, a blank 12
    assertThat(data.batch(0).input().toFloatMatrix()[0])
        .containsExactly(12, 7, 10, 8, 5, 11, 12, 9);
    assertThat(data.batch(0).target().toFloatMatrix()[0])
        .containsExactly(-1, -1, -1, -1, -1, 12, 9, 2);
  }

  @Test
  void few_epochs_are_an_exit_code_of_their_own_and_leave_pictures() throws IOException {
    int code = terminal.run("addition", "--out=" + directory, "--epochs=1");
    assertThat(code).as(terminal.out() + terminal.err()).isEqualTo(3);
    assertThat(terminal.out())
        .contains("Data: 8000 to train on, 2000 held out\n")
        .containsPattern("with attention +\\d+\\.\\d\\d % +\\d+\\.\\d\\d %\n")
        .containsPattern("without attention +[0-4]\\.\\d\\d % +[0-4]\\.\\d\\d %\n")
        .containsPattern("47\\+85= +132 +\\d")
        .containsPattern("Not learnt: only \\d+\\.\\d\\d % of the sums held out are exact.\n");
    assertThat(ImageIO.read(directory.resolve("attention.png").toFile()).getWidth()).isPositive();
    assertThat(directory.resolve("loss.png")).exists();
    assertThat(directory.resolve("with-attention.csv")).exists();
  }

  @Test
  void epochs_must_be_one_at_least() {
    assertThat(terminal.run("addition", "--out=" + directory, "--epochs=0")).isEqualTo(2);
    assertThat(terminal.err())
        .startsWith("taeda addition: --epochs must be at least 1, but was 0\n");
  }
}
