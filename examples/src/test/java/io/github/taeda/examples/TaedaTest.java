package io.github.taeda.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.examples.xor.XorExample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaedaTest {
  private final Terminal terminal = new Terminal();

  @Test
  void help_names_every_command_and_exit_code() {
    assertThat(terminal.run("--help")).isEqualTo(0);
    assertThat(terminal.out())
        .contains("Usage: taeda", "--debug", "Commands:", "\n  xor ", "Exit codes:")
        .contains("\n  0 ", "\n  1 ", "\n  2 ", "\n  3 ");
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void help_of_a_command_names_its_options_with_their_defaults() {
    assertThat(terminal.run("xor", "--help")).isEqualTo(0);
    assertThat(terminal.out().replaceAll("\\s+", " "))
        .contains("Usage: taeda xor", "--paper", "Exit codes:")
        .contains("--seed=N", "(default: 1)")
        .contains("--out=DIR", "(default: out/xor)")
        .contains("--epochs=N", "(default: " + XorExample.EPOCHS + "; with --paper: 50000)");
    assertThat(XorExample.PAPER_EPOCHS).isEqualTo(50_000);
  }

  @Test
  void version_is_one_line() {
    assertThat(terminal.run("--version")).isEqualTo(0);
    assertThat(terminal.out()).startsWith("taeda ").hasLineCount(1);
  }

  @Test
  void no_command_is_rejected() {
    assertThat(terminal.run()).isEqualTo(2);
    assertThat(terminal.err())
        .isEqualTo("taeda: Missing required subcommand\nTry 'taeda --help'.\n");
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void an_unknown_command_is_rejected() {
    assertThat(terminal.run("xnor")).isEqualTo(2);
    assertThat(terminal.err())
        .startsWith("taeda: Unmatched argument at index 0: 'xnor'\nDid you mean: ")
        .contains("xor")
        .endsWith("?\nTry 'taeda --help'.\n");
  }

  @Test
  void a_misspelt_option_is_rejected_with_the_one_that_was_meant() {
    assertThat(terminal.run("xor", "--sed=3")).isEqualTo(2);
    assertThat(terminal.err())
        .isEqualTo(
            """
            taeda xor: Unknown option: '--sed=3'
            Possible solutions: --seed
            Try 'taeda xor --help'.
            """);
  }

  @Test
  void a_failure_is_one_sentence(@TempDir Path directory) throws IOException {
    Path inTheWay = Files.createDirectory(directory.resolve("output.png"));
    assertThat(terminal.run("xor", "--epochs=1", "--out=" + directory)).isEqualTo(1);
    assertThat(terminal.err())
        .isEqualTo("taeda xor: cannot write the picture " + inTheWay + ": Is a directory\n");
  }

  @Test
  void debug_adds_the_stack_trace_of_a_failure(@TempDir Path directory) throws IOException {
    Files.createDirectory(directory.resolve("output.png"));
    assertThat(terminal.run("xor", "--debug", "--epochs=1", "--out=" + directory)).isEqualTo(1);
    assertThat(terminal.err())
        .contains("\tat io.github.taeda.examples.report.PictureDirectory.write(");
  }

  @Test
  void debug_adds_the_stack_trace_of_wrong_arguments() {
    assertThat(terminal.run("xor", "--debug", "--epochs=0")).isEqualTo(2);
    assertThat(terminal.err()).contains("\tat io.github.taeda.examples.xor.XorExample.");
  }
}
