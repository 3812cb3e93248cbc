package io.github.taeda.nn.listeners.live;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.SavedRun;
import io.github.taeda.nn.optim.checkpoints.Checkpoints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The histories of finished runs in a directory: the files of {@code CsvLog}, and checkpoints. */
final class HistoryFiles {
  private static final int DEPTH = 4; // of directories

  private HistoryFiles() {}

  /**
   * By name, the file's path within the directory. Other files are skipped.
   *
   * @throws IOException if the directory or a file cannot be read, or a file is damaged
   */
  static Map<String, History> in(Path directory) throws IOException {
    Map<String, History> histories = new TreeMap<>();
    for (Path file : files(directory)) {
      String name = directory.relativize(file).toString();
      if (name.endsWith(".csv") && Files.isRegularFile(file)) {
        List<History.Epoch> epochs = read(file);
        if (!epochs.isEmpty()) {
          histories.put(
              name.substring(0, name.length() - ".csv".length()), new History(epochs, null));
        }
      } else if (Files.isDirectory(file)) {
        SavedRun saved = Checkpoints.in(file).load();
        if (saved != null) {
          histories.put(
              name.isEmpty() ? "checkpoint" : name + " (checkpoint)",
              new History(saved.epochs(), null));
        }
      }
    }
    return histories;
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory, DEPTH)) {
      return files.sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The epochs of a history; empty for a CSV file of something else. */
  private static List<History.Epoch> read(Path file) throws IOException {
    List<History.Epoch> epochs = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> records = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord line : records) {
        if (!line.getHeader().containsAll(List.of("epoch", "loss", "seconds"))) {
          return List.of();
        }
        epochs.add(epoch(file, line));
      }
    } catch (CsvParseException e) {
      if (epochs.isEmpty()) { // such as a header of which two columns have one name
        return List.of();
      }
      throw new FileFormatException(file, String.valueOf(e.getMessage()));
    }
    return epochs;
  }

  private static History.Epoch epoch(Path file, NamedCsvRecord line) throws FileFormatException {
    Map<String, Double> values = new LinkedHashMap<>();
    try {
      line.getFieldsAsMap()
          .forEach(
              (name, text) -> {
                if (!text.isEmpty()) {
                  values.put(name, Double.valueOf(text));
                }
              });
    } catch (NumberFormatException e) {
      throw new FileFormatException(
          file, "line " + line.getStartingLineNumber() + ": " + e.getMessage());
    }
    Double number = values.remove("epoch");
    Double loss = values.remove("loss");
    Double seconds = values.remove("seconds");
    if (number == null || loss == null || seconds == null) {
      throw new FileFormatException(
          file, "line " + line.getStartingLineNumber() + ": epoch, loss and seconds must be given");
    }
    return new History.Epoch(number.intValue(), loss, seconds, values);
  }
}
