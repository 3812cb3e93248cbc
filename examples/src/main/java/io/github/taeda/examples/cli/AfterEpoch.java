package io.github.taeda.examples.cli;

import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.TrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A listener that writes files after each epoch, so that an interrupted run leaves them behind. */
public record AfterEpoch(Work work) implements Listener {

  /** Writes the files. */
  public interface Work {
    /** Writes them from the history of the epochs so far. */
    void with(History history) throws IOException;
  }

  @Override
  public void epochEnded(TrainingRun training) {
    try {
      work.with(training.history());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
