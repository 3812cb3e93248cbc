package io.github.taeda.nn.optim;

import java.nio.file.Path;

/**
 * Writes the history to a CSV file after each epoch, as {@link History#write} does.
 *
 * <p>The file is replaced whole, so that an interrupted run leaves all its completed epochs. A run
 * that is resumed knows those before it and goes on where the file ended.
 */
public final class CsvLog implements Listener {
  private final OutputFile file;

  /**
   * Makes a listener.
   *
   * @param path the file; its directory is made when the run starts if there is none
   */
  public CsvLog(Path path) {
    file = new OutputFile("CsvLog", path);
  }

  @Override
  public void started(Training training) {
    file.makeDirectory();
  }

  @Override
  public void epochEnded(Training training) {
    file.write(training.history()::write);
  }

  /** {@code CsvLog(history.csv)}. */
  @Override
  public String toString() {
    return file.toString();
  }
}
