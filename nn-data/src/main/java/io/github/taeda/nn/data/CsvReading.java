package io.github.taeda.nn.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.taeda.nn.io.FileFormatException;
import io.github.taeda.nn.ops.Ops;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One CSV file while it is read. */
final class CsvReading {
  private static final Pattern NUMBER =
      Pattern.compile("\\s*[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*");

  private final Path path;
  private final boolean header;
  private final @Nullable Object target;
  private final boolean classes;
  private final boolean fixed;
  private final List<String> classNames;
  private final Floats inputs = new Floats();
  private final Floats targets = new Floats();
  private List<String> columns = List.of();
  private int targetColumn = -1;
  private int examples;

  CsvReading(
      Path path,
      boolean header,
      @Nullable Object target,
      boolean classes,
      List<String> classNames) {
    this.path = path;
    this.header = header;
    this.target = target;
    this.classes = classes;
    this.fixed = !classNames.isEmpty();
    this.classNames = new ArrayList<>(classNames);
  }

  Table read(char separator) throws IOException {
    CsvReader.CsvReaderBuilder builder =
        CsvReader.builder()
            .fieldSeparator(separator)
            .detectBomHeader(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE);
    try (CsvReader<CsvRecord> lines = builder.ofCsvRecord(path)) {
      for (CsvRecord line : lines) {
        add(line);
      }
    } catch (CsvParseException | UncheckedIOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new FileFormatException(path, "is no CSV file in UTF-8: " + cause.getMessage(), e);
    }
    if (examples == 0) {
      throw new FileFormatException(path, "expected at least one example, but there is none");
    }
    return table();
  }

  private void add(CsvRecord line) throws IOException {
    List<String> fields = line.getFields();
    if (columns.isEmpty()) {
      begin(fields);
      if (header) {
        return;
      }
    }
    if (fields.size() != columns.size()) {
      throw problem(
          line, ": expected " + columns.size() + " fields, but there are " + fields.size());
    }
    for (int column = 0; column < columns.size(); column++) {
      if (column != targetColumn) {
        inputs.add(number(line, column));
      } else {
        targets.add(classes ? label(line) : number(line, column));
      }
    }
    examples++;
  }

  private void begin(List<String> fields) throws IOException {
    columns =
        header
            ? List.copyOf(fields)
            : IntStream.range(0, fields.size())
                .mapToObj(Integer::toString)
                .collect(Collectors.toList());
    if (target instanceof Integer place) {
      targetColumn = place == -1 ? columns.size() - 1 : place;
    } else if (target != null) {
      targetColumn = columns.indexOf(target);
    }
    if (target != null && (targetColumn < 0 || targetColumn >= columns.size())) {
      throw new FileFormatException(
          path, "expected a column " + target + ", but there are " + columns);
    }
    if (columns.size() == (target == null ? 0 : 1)) {
      throw new FileFormatException(
          path, "expected a column of inputs, but there is only " + columns);
    }
  }

  private float number(CsvRecord line, int column) throws IOException {
    String field = line.getField(column);
    float number = NUMBER.matcher(field).matches() ? Float.parseFloat(field) : Float.NaN;
    if (!Float.isFinite(number)) {
      throw problem(
          line,
          String.format(
              Locale.ROOT,
              ", column %s: expected a number, but was \"%s\"",
              columns.get(column),
              field));
    }
    return number;
  }

  private int label(CsvRecord line) throws IOException {
    String name = line.getField(targetColumn).strip();
    int label = classNames.indexOf(name);
    if (name.isEmpty() || (label < 0 && fixed)) {
      throw problem(
          line,
          String.format(
              Locale.ROOT,
              ", column %s: expected %s, but was \"%s\"",
              columns.get(targetColumn),
              fixed ? "one of " + classNames : "the name of a class",
              name));
    }
    if (label < 0) {
      classNames.add(name);
      return classNames.size() - 1;
    }
    return label;
  }

  private FileFormatException problem(CsvRecord line, String problem) {
    return new FileFormatException(path, "line " + line.getStartingLineNumber() + problem);
  }

  private Table table() {
    List<String> names = new ArrayList<>(columns);
    if (targetColumn >= 0) {
      names.remove(targetColumn);
    }
    INDArray x = Ops.of(inputs.toArray(), examples, names.size());
    if (targetColumn < 0) {
      return new Table(Dataset.of(x, x), names, List.of());
    }
    float[] y = targets.toArray();
    if (!classes) {
      return new Table(Dataset.of(x, Ops.of(y, examples, 1)), names, List.of());
    }
    int[] labels = new int[y.length];
    Arrays.setAll(labels, i -> (int) y[i]);
    return new Table(Dataset.of(x, Labels.lasting(labels)), names, classNames);
  }
}
