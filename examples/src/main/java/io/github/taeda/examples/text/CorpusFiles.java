package io.github.taeda.examples.text;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.taeda.nn.files.FileFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Documents in files. */
final class CorpusFiles {
  private static final int BYTE_ORDER_MARK = 0xfeff;

  private CorpusFiles() {}

  /**
   * Reads a directory with one folder per class, whose files are its documents; hidden files and
   * files beside the folders are ignored.
   */
  static Corpus folders(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new NotDirectoryException(directory + ": expected a directory with a folder per class");
    }
    List<List<String>> documents = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (Path folder : children(directory)) {
      if (Files.isDirectory(folder)) {
        for (Path file : children(folder)) {
          if (Files.isRegularFile(file)) {
            documents.add(Corpus.words(text(file)));
            labels.add(names.size());
          }
        }
        names.add(folder.getFileName().toString());
      }
    }
    return checked(directory, documents, labels, names);
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children
          .filter(child -> !child.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }

  /** A file in UTF-8, or else in ISO 8859-1, in which any bytes are a text. */
  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
  }

  /** Reads a CSV file whose first line names its columns, two of which hold text and class. */
  static Corpus csv(Path file, String textColumn, String labelColumn) throws IOException {
    List<List<String>> documents = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    Map<String, Integer> classes = new LinkedHashMap<>();
    try (BufferedReader text = Files.newBufferedReader(file)) {
      text.mark(1);
      if (text.read() != BYTE_ORDER_MARK) {
        text.reset();
      }
      for (NamedCsvRecord line : CsvReader.builder().ofNamedCsvRecord(text)) {
        String label = field(file, line, labelColumn).strip();
        documents.add(Corpus.words(field(file, line, textColumn)));
        classes.putIfAbsent(label, classes.size());
        labels.add(Objects.requireNonNull(classes.get(label)));
      }
    } catch (CsvParseException e) {
      throw new FileFormatException(file, "is no valid CSV file: " + e.getMessage(), e);
    } catch (CharacterCodingException | UncheckedIOException e) {
      throw new FileFormatException(
          file, "expected text in UTF-8, but it is of another encoding", e);
    }
    return checked(file, documents, labels, List.copyOf(classes.keySet()));
  }

  /** A field, which must exist and not be blank. */
  private static String field(Path file, NamedCsvRecord line, String column)
      throws FileFormatException {
    String where = "line " + line.getStartingLineNumber() + ": expected ";
    String value = line.findField(column).orElse(null);
    if (value == null) {
      throw new FileFormatException(
          file, where + "a column " + column + ", but there are " + line.getHeader());
    }
    if (value.isBlank()) {
      throw new FileFormatException(file, where + "a " + column + ", but the field is blank");
    }
    return value;
  }

  /** Requires two classes or more, and five documents in each, of which one is for the test. */
  private static Corpus checked(
      Path path, List<List<String>> documents, List<Integer> labels, List<String> names)
      throws FileFormatException {
    if (names.size() < 2) {
      throw new FileFormatException(path, "expected two classes or more, but there are " + names);
    }
    int[] counts = new int[names.size()];
    labels.forEach(label -> counts[label]++);
    for (int c = 0; c < counts.length; c++) {
      if (counts[c] < 5) {
        throw new FileFormatException(
            path,
            "expected five documents or more of each class, but of "
                + names.get(c)
                + " there are "
                + counts[c]);
      }
    }
    return new Corpus(documents, labels, names);
  }
}
