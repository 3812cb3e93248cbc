package io.github.taeda.nn.listeners;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.taeda.nn.internal.Terminal;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Runs;
import io.github.taeda.nn.optim.TrainingRun;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressBarTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);
  private final AtomicLong clock = new AtomicLong();

  @Test
  void a_terminal_shows_a_bar_per_epoch_that_gives_way_to_its_line() {
    // Each batch takes 40 s: 160 s are left after 2 of 6.
    Listener time =
        new Listener() {
          @Override
          public void batchStarted(TrainingRun training) {
            clock.addAndGet(40_000_000_000L);
          }
        };
    Runs.of(Runs.line())
        .epochs(3)
        .listen(time, new ProgressBar(clock::get).to(out, true))
        .fit(Runs.data(1, 1, 1, 1));
    String text = bytes.toString(UTF_8);
    // Costs: 1 and 0.5² in the first epoch, 0.25² and 0.125² in the second, …
    assertThat(text)
        .containsPattern("\repoch 1/3 100% \\[=+\\] 2/2 \\(0:00:0\\d\\) loss 0.62500, 0:02:40 left")
        .containsPattern(
            "\repoch 2/3 100% \\[=+\\] 2/2 \\(0:00:0\\d\\) loss 0.039063, 0:01:20 left")
        .containsPattern("\repoch 3/3 100% \\[=+\\] 2/2 \\(0:00:0\\d\\) loss \\S+, 0:00:00 left");
    String clear = "\r" + " ".repeat(79) + "\r";
    assertThat(text)
        .contains(clear + "epoch 1/3  loss    0.62500  learning rate")
        .contains(clear + "epoch 3/3  loss ");
    assertThat(text.split("[\r\n]")).allMatch(line -> line.startsWith("epoch") == !line.isBlank());
  }

  @Test
  void elsewhere_there_are_the_lines_without_control_characters() {
    Runs.of(Runs.line()).epochs(2).listen(new ProgressBar().to(out, false)).fit(Runs.data(1, 1));
    String text = bytes.toString(UTF_8);
    assertThat(text.lines()).hasSize(2);
    assertThat(text).startsWith("epoch 1/2  loss     1.0000  learning rate    0.25000  seconds ");
    assertThat(text.chars().filter(c -> c != '\n')).allMatch(c -> c >= ' ' && c <= '~');
  }

  @Test
  void a_run_that_is_stopped_within_an_epoch_leaves_no_bar_behind() {
    Listener stopping =
        new Listener() {
          @Override
          public void batchEnded(TrainingRun training) {
            training.stop("it is late");
          }
        };
    Runs.of(Runs.line())
        .listen(new ProgressBar().to(out, true), stopping)
        .fit(Runs.data(1, 1, 1, 1));
    assertThat(bytes.toString(UTF_8))
        .contains(" 50% [")
        .endsWith("\r" + " ".repeat(79) + "\rstopped: it is late" + System.lineSeparator());
  }

  @Test
  void a_console_is_a_terminal_unless_it_says_otherwise() {
    assertThat(Terminal.isPresent(null, Console17.class, "xterm")).isFalse();
    assertThat(Terminal.isPresent(new Console17(), Console17.class, "xterm")).isTrue();
    assertThat(Terminal.isPresent(new Console17(), Console17.class, null)).isTrue();
    assertThat(Terminal.isPresent(new Console17(), Console17.class, "dumb")).isFalse();
    assertThat(Terminal.isPresent(new Console22(true), Console22.class, "xterm")).isTrue();
    assertThat(Terminal.isPresent(new Console22(false), Console22.class, "xterm")).isFalse();
  }

  /** On JDK 22 and later a redirected program has a console nevertheless. */
  @Test
  void a_program_whose_output_is_redirected_has_no_terminal() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ProgressBarTest.class.getName())
            .start();
    process.getOutputStream().close();
    assertThat(new String(process.getInputStream().readAllBytes(), UTF_8).strip())
        .isEqualTo("false");
  }

  /** Says whether there is a terminal. */
  public static void main(String[] arguments) {
    System.out.println(Terminal.isPresent());
  }

  /** A console as it was up to JDK 21. */
  public static final class Console17 {}

  /** A console as it is from JDK 22 on. */
  public record Console22(boolean isTerminal) {}
}
