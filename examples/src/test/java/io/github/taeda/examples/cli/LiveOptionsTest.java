package io.github.taeda.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.examples.Terminal;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The live page's options where the library that draws its charts is missing, as it is here. */
class LiveOptionsTest {
  private final Terminal terminal = new Terminal();

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xor",
        "gates",
        "activations",
        "regression",
        "regions",
        "digits",
        "cifar",
        "autoencoder",
        "words",
        "series",
        "text",
        "addition",
        "charmodel"
      })
  void every_example_names_the_command_that_has_the_live_page(String example) {
    int code = terminal.run(example, "--live", "--out=" + directory);

    assertThat(code).isEqualTo(1);
    assertThat(terminal.err())
        .isEqualTo(
            "taeda %s: --live needs a library that this command line is built without; with it: mvn"
                    .formatted(example)
                + " -q -Pfull -Dargs=\"%s --live --out=%s\"\n".formatted(example, directory));
  }

  @Test
  void finished_runs_need_it_too() {
    assertThat(terminal.run("live", directory.toString())).isEqualTo(1);
    assertThat(terminal.err())
        .isEqualTo(
            "taeda live: it needs a library that this command line is built without; with it: mvn"
                + " -q -Pfull -Dargs=\"live "
                + directory
                + "\"\n");
  }

  @Test
  void arguments_are_checked() {
    assertThat(terminal.run("xor", "--live-wait=-1", "--out=" + directory)).isEqualTo(2);
    assertThat(terminal.run("live", "--port=70000", directory.toString())).isEqualTo(2);
    assertThat(terminal.run("live", "--live-wait=-1", directory.toString())).isEqualTo(2);
    assertThat(terminal.run("live", directory.resolve("missing").toString())).isEqualTo(2);
    assertThat(terminal.err())
        .contains(
            "taeda xor: --live-wait must be at least 0, but was -1\n",
            "taeda live: --port must be in 0…65535, but was 70000\n",
            "taeda live: --live-wait must be at least 0, but was -1\n",
            "taeda live: " + directory.resolve("missing") + " is no directory\n");
  }
}
