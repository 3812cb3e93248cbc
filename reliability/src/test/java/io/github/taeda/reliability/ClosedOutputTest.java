package io.github.taeda.reliability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.taeda.examples.Taeda;
import io.github.taeda.nn.listeners.ConsoleLines;
import io.github.taeda.nn.listeners.ProgressBar;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs whose standard output nobody reads, or which have none, finish their work. */
class ClosedOutputTest {
  private static final int EPOCHS = 200;

  @TempDir private Path directory;

  /** Trains and prints much, and says on the standard error when it has ended. */
  static final class Talkative {
    private Talkative() {}

    public static void main(String... arguments) {
      SmallRun run = new SmallRun(EPOCHS);
      run.sgd.listen(
          new ConsoleLines(),
          new ProgressBar(),
          Checkpoints.in(Path.of(arguments[0])).everyEpochs(50));
      run.fit();
      System.err.println("ended");
    }
  }

  @BeforeEach
  void needs_a_shell() {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh");
  }

  @Test
  void a_training_whose_reader_has_gone_ends_with_its_last_checkpoint() throws Exception {
    String errors = run(Talkative.class, " | head -1 > " + directory.resolve("line"));

    assertThat(errors).endsWith("ended\n").doesNotContain("Exception");
    assertThat(directory.resolve("line")).isNotEmptyFile();
    requireWhole();
  }

  @Test
  void a_training_without_standard_output_ends_with_its_last_checkpoint() throws Exception {
    String errors = run(Talkative.class, " >&-");

    assertThat(errors).endsWith("ended\n").doesNotContain("Exception");
    requireWhole();
  }

  @Test
  void an_example_whose_reader_has_gone_ends_quietly() throws Exception {
    assertThat(run(Taeda.class, " | head -1 > " + directory.resolve("line"))).isEmpty();
    assertThat(directory.resolve("line")).isNotEmptyFile();
    assertThat(run(Taeda.class, " >&-")).isEmpty();
  }

  private void requireWhole() {
    SmallRun last = new SmallRun(EPOCHS);
    last.resume(directory.resolve("out"));
    SmallRun uninterrupted = new SmallRun(EPOCHS);
    uninterrupted.fit();
    assertThat(last.optim.iterations()).isEqualTo((long) EPOCHS * SmallRun.BATCHES);
    assertThat(last.bits()).isEqualTo(uninterrupted.bits());
  }

  /** Runs a program with a redirection of a shell; what it says on the standard error. */
  private String run(Class<?> program, String redirection) throws Exception {
    String out = directory.resolve("out").toString();
    String[] arguments =
        program == Taeda.class ? new String[] {"xor", "--out", out} : new String[] {out};
    String java =
        Child.command(program, List.of(), arguments).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Path errors = directory.resolve("errors");
    ProcessBuilder builder =
        Child.builder(List.of("/bin/sh", "-c", "{ " + java + "; } 2> " + errors + redirection));
    int status = builder.redirectErrorStream(true).start().waitFor();
    assertThat(status).isZero();
    return Files.readString(errors, StandardCharsets.UTF_8);
  }
}
