package io.github.taeda.nn.listeners;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.github.taeda.nn.internal.AtomicFile;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.TrainingRun;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes the history to a CSV file after each epoch, as {@link #write} does.
 *
 * <p>The file is replaced as a whole, so that an interrupted run leaves all its completed epochs; a
 * resumed run has those before it too.
 */
public final class CsvLog implements Listener {
  private final OutputFile file;

  /**
   * Creates a listener.
   *
   * @param path the file; its directory is created when the run starts if there is none
   */
  public CsvLog(Path path) {
    file = new OutputFile("CsvLog", path);
  }

  @Override
  public void started(TrainingRun run) {
    file.createDirectory();
  }

  @Override
  public void epochEnded(TrainingRun run) {
    file.write(channel -> write(run.history(), channel));
  }

  /**
   * Writes a history to a CSV file: a heading line, then a line per epoch with {@code epoch} and
   * all {@link History#names}; a cell is empty where an epoch does not have the value.
   */
  public static void write(History history, Path file) throws IOException {
    Objects.requireNonNull(history, "CsvLog: history is null");
    AtomicFile.write(file, channel -> write(history, channel));
  }

  private static void write(History history, FileChannel channel) throws IOException {
    CsvWriter csv = CsvWriter.builder().build(Channels.newWriter(channel, UTF_8));
    Set<String> names = history.names();
    csv.writeRecord(Stream.concat(Stream.of("epoch"), names.stream()).toList());
    for (History.Epoch epoch : history.epochs()) {
      Stream<String> values =
          names.stream().map(name -> epoch.value(name).map(x -> Double.toString(x)).orElse(""));
      csv.writeRecord(Stream.concat(Stream.of(Integer.toString(epoch.number())), values).toList());
    }
    csv.flush();
  }

  /** {@code CsvLog(history.csv)}. */
  @Override
  public String toString() {
    return file.toString();
  }
}
