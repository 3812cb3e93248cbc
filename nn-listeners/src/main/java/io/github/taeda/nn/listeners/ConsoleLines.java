package io.github.taeda.nn.listeners;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.TrainingRun;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Objects;

/**
 * Prints a line for each epoch: its loss, the values of its evaluation, its seconds.
 *
 * <pre>
 * epoch  9/20  loss    0.31416  validation loss    0.27183  seconds    1.4142
 * epoch 10/20  loss    0.30103  validation loss    0.26180  seconds    1.4099
 * </pre>
 *
 * <p>If the run is stopped, a line says why.
 */
public final class ConsoleLines implements Listener {
  private PrintStream out = System.out;
  private int every = 1;
  private int printed;

  /** Creates a listener that prints each epoch on standard output. */
  public ConsoleLines() {}

  /** Prints elsewhere. */
  public ConsoleLines to(PrintStream out) {
    this.out = Objects.requireNonNull(out, "ConsoleLines: out is null");
    return this;
  }

  /** Prints only every so many epochs, at least 1, and the last one. */
  public ConsoleLines every(int epochs) {
    this.every = Checks.requireCount("ConsoleLines", "every", epochs);
    return this;
  }

  @Override
  public void started(TrainingRun run) {
    printed = run.history().epochs().size(); // before the run was resumed
  }

  @Override
  public void epochEnded(TrainingRun run) {
    if (run.epoch() % every == 0) {
      print(run);
    }
  }

  @Override
  public void ended(TrainingRun run) {
    History history = run.history();
    if (history.epochs().size() > printed) {
      print(run);
    }
    if (history.stopReason() != null) {
      out.println("stopped: " + history.stopReason());
    }
  }

  private void print(TrainingRun run) {
    History.Epoch epoch = run.lastEpoch();
    int digits = Integer.toString(run.epochs()).length();
    StringBuilder line = new StringBuilder("epoch ");
    line.append(String.format(Locale.ROOT, "%" + digits + "d", epoch.number()));
    line.append('/').append(run.epochs());
    for (String name : epoch.names()) {
      double value = epoch.value(name).orElseThrow();
      line.append("  ").append(name).append(String.format(Locale.ROOT, " %10.5g", value));
    }
    out.println(line);
    printed = epoch.number();
  }

  @Override
  public String toString() {
    return "ConsoleLines";
  }
}
