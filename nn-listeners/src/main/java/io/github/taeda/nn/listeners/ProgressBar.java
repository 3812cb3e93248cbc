package io.github.taeda.nn.listeners;

import io.github.taeda.nn.internal.Terminal;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.TrainingRun;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of an epoch on a terminal, with its loss so far and the remaining time of the
 * whole run; the bar of a completed epoch is replaced by its line of {@link ConsoleLines}.
 *
 * <pre>
 * epoch  9/20  loss    0.31416  validation loss    0.27183  seconds    1.4142
 * epoch 10/20  42% [=======&gt;          ] 197/469 (0:00:00) loss 0.30103, 0:00:17 left
 * </pre>
 *
 * <p>Where there is no terminal, as in a file or a pipe, there are only the lines, without any
 * control character.
 */
public final class ProgressBar implements Listener {
  private static final int WIDTH = 79; // of the bar with its texts

  private final LongSupplier clock; // nanoseconds
  private final ConsoleLines lines = new ConsoleLines();
  private PrintStream out = System.out;
  private boolean terminal = Terminal.isPresent();
  private me.tongfei.progressbar.@Nullable ProgressBar bar;
  private long start;
  private long done; // batches since the start
  private String metric = "";

  /** Creates a listener for standard output: a bar on an interactive terminal, else lines. */
  public ProgressBar() {
    this(System::nanoTime);
  }

  ProgressBar(LongSupplier clock) {
    this.clock = clock;
  }

  /**
   * Prints elsewhere.
   *
   * @param terminal whether that is an interactive terminal, which can show a bar
   */
  public ProgressBar to(PrintStream out, boolean terminal) {
    this.out = Objects.requireNonNull(out, "ProgressBar: out is null");
    this.terminal = terminal;
    lines.to(out);
    return this;
  }

  @Override
  public void started(TrainingRun run) {
    start = clock.getAsLong();
    done = 0;
    metric = "";
    lines.started(run);
  }

  @Override
  public void batchEnded(TrainingRun run) {
    done++;
    if (!terminal) {
      return;
    }
    if (bar == null) {
      bar = bar(run);
    }
    bar.setExtraMessage(
        String.format(
            Locale.ROOT, "loss %.5g%s, %s left", run.epochLoss(), metric, text(left(run))));
    bar.stepTo(run.batch());
  }

  @Override
  public void epochEnded(TrainingRun run) {
    closeBar();
    lines.epochEnded(run);
    metric = metric(run.lastEpoch());
  }

  @Override
  public void ended(TrainingRun run) {
    closeBar();
    lines.ended(run);
  }

  /** The mean time of a batch so far, evaluation included, times the batches left. */
  private Duration left(TrainingRun run) {
    long batches = (long) run.epochs() * run.batches();
    long past = (run.epoch() - 1L) * run.batches() + run.batch();
    double perBatch = (double) (clock.getAsLong() - start) / done;
    return Duration.ofNanos((long) (perBatch * (batches - past)));
  }

  private me.tongfei.progressbar.ProgressBar bar(TrainingRun run) {
    int digits = Integer.toString(run.epochs()).length();
    String name = "epoch %" + digits + "d/%d";
    return new ProgressBarBuilder()
        .setTaskName(String.format(Locale.ROOT, name, run.epoch(), run.epochs()))
        .setInitialMax(run.batches())
        .setStyle(ProgressBarStyle.ASCII)
        .hideEta()
        .setUpdateIntervalMillis(100)
        .setConsumer(new Line(out))
        .build();
  }

  private void closeBar() {
    if (bar != null) {
      bar.close(); // which would not clear one of an epoch that was over at once
      out.print("\r" + " ".repeat(WIDTH) + "\r");
      bar = null;
    }
  }

  /** The first validation metric of an epoch: {@code , accuracy 0.98}. */
  private static String metric(History.Epoch epoch) {
    for (Map.Entry<String, Double> value : epoch.values().entrySet()) {
      if (value.getKey().startsWith("validation ") && !value.getKey().endsWith(" loss")) {
        String name = value.getKey().substring("validation ".length());
        return String.format(Locale.ROOT, ", %s %.4g", name, value.getValue());
      }
    }
    return "";
  }

  private static String text(Duration time) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart());
  }

  @Override
  public String toString() {
    return "ProgressBar";
  }

  /** The last line of a terminal, written over again and again. */
  private record Line(PrintStream out) implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
      return WIDTH;
    }

    @Override
    public void accept(String text) {
      out.print("\r" + text);
      out.flush();
    }

    @Override
    public void close() {
      out.flush();
    }
  }
}
