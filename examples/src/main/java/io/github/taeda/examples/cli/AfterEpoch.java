package io.github.taeda.examples.cli;

import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.TrainingRun;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes something after each epoch, so that an interrupted run leaves what was finished. */
public record AfterEpoch(Work work) implements Listener {

  /** What is to be done. */
  public interface Work {
    /** Does it with the epochs so far. */
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
