package io.github.taeda.nn.listeners;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Runs;
import io.github.taeda.nn.optim.TrainingRun;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleLinesTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ConsoleLines lines = new ConsoleLines().to(new PrintStream(bytes, true, UTF_8));

  @Test
  void each_epoch_is_a_line_with_all_its_values() {
    // (x, y) = (1, 1): w = 0, losses 1; then w = 0.5, 0.75, …
    Runs.of(Runs.line())
        .epochs(10)
        .validate(Runs.data(1, 1))
        .metrics(Runs.metric("share", 0.5, 1e-7, 12345678, Double.NaN, 0, 0, 0, 0, 0, 1))
        .listen(lines)
        .fit(Runs.data(1, 1));
    assertThat(printed())
        .hasSize(10)
        .startsWith(
            "epoch  1/10  loss     1.0000  validation loss    0.25000"
                + "  validation share    0.50000  learning rate    0.25000  seconds S",
            "epoch  2/10  loss    0.25000  validation loss   0.062500"
                + "  validation share 1.0000e-07  learning rate    0.25000  seconds S",
            "epoch  3/10  loss   0.062500  validation loss   0.015625"
                + "  validation share 1.2346e+07  learning rate    0.25000  seconds S")
        .allMatch(line -> line.indexOf("seconds") == printed().get(0).indexOf("seconds"));
    assertThat(printed().get(3)).contains("  validation share        NaN  ");
    assertThat(printed().get(9)).startsWith("epoch 10/10  ");
  }

  @Test
  void the_last_epoch_is_a_line_too_if_not_every_one_is() {
    Runs.of(Runs.line()).epochs(7).listen(lines.every(3)).fit(Runs.data(1, 1));
    assertThat(printed())
        .extracting(line -> line.substring(0, 9))
        .containsExactly("epoch 3/7", "epoch 6/7", "epoch 7/7");
  }

  @Test
  void the_reason_is_told_after_the_epoch_in_which_the_run_was_stopped() {
    Listener stopping =
        new Listener() {
          @Override
          public void epochEnded(TrainingRun training) {
            if (training.epoch() == 2) {
              training.stop("it is late");
            }
          }
        };
    Runs.of(Runs.line()).epochs(7).listen(lines.every(5), stopping).fit(Runs.data(1, 1));
    assertThat(printed()).hasSize(2).endsWith("stopped: it is late");
    assertThat(printed().get(0)).startsWith("epoch 2/7  ");
  }

  @Test
  void every_must_be_at_least_one() {
    assertThatThrownBy(() -> lines.every(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ConsoleLines: every must be at least 1, but was 0");
  }

  private List<String> printed() {
    return bytes.toString(UTF_8).lines().map(l -> l.replaceAll("(seconds) .*", "$1 S")).toList();
  }
}
