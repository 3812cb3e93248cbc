package io.github.taeda.nn.data.readers;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.taeda.nn.files.FileFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads one CSV file. */
final class CsvReading {
  private static final int MAX_SIZE = Integer.MAX_VALUE - 8; // FastCSV's own limits are lower

  private final Path path;
  private final CsvSettings settings;
  private final CsvRows rows;
  private @Nullable CsvColumns columns;
  private @Nullable CsvFields fields;

  CsvReading(Path path, CsvSettings settings) {
    this.path = path;
    this.settings = settings;
    rows = new CsvRows(settings.type);
  }

  CsvDataset read() throws IOException {
    try (BufferedReader text = TextFile.open(path)) {
      for (CsvRecord line : records(text)) {
        add(line);
      }
    } catch (CsvParseException e) {
      throw new FileFormatException(path, "is no valid CSV file: " + e.getMessage(), e);
    } catch (CharacterCodingException e) {
      throw TextFile.otherEncoding(path, e);
    } catch (UncheckedIOException e) {
      throw e.getCause() instanceof CharacterCodingException coding
          ? TextFile.otherEncoding(path, coding)
          : e.getCause();
    }
    if (columns == null || fields == null || rows.size() == 0) {
      throw new FileFormatException(path, "expected at least one example, but there is none");
    }
    return new CsvTable(path, settings, columns, fields, rows).dataset();
  }

  private CsvReader<CsvRecord> records(BufferedReader text) {
    CsvReader.CsvReaderBuilder builder =
        CsvReader.builder()
            .fieldSeparator(settings.separator)
            .trimWhitespacesAroundQuotes(true)
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .maxBufferSize(MAX_SIZE);
    if (settings.comment != null) {
      builder.commentStrategy(CommentStrategy.SKIP).commentCharacter(settings.comment);
    }
    return builder.build(
        CsvRecordHandler.builder()
            .maxFields(MAX_SIZE)
            .maxFieldSize(MAX_SIZE)
            .maxRecordSize(MAX_SIZE)
            .build(),
        text);
  }

  private void add(CsvRecord line) throws IOException {
    if (line.getFields().stream().allMatch(String::isBlank)) {
      return;
    }
    if (columns == null || fields == null) {
      columns = CsvColumns.of(path, settings, line.getStartingLineNumber(), line.getFields());
      fields = new CsvFields(path, settings, columns);
      if (settings.hasHeader) {
        return;
      }
    }
    requireFields(line, columns.names().size());
    if (fields.isSkipped(line)) {
      return;
    }
    rows.add(values(line, columns, fields));
  }

  /** The inputs of an example, its target and its weight. */
  private static double[] values(CsvRecord line, CsvColumns columns, CsvFields fields)
      throws FileFormatException {
    int inputs = columns.inputs().size();
    double[] row = new double[columns.width()];
    for (int i = 0; i < inputs; i++) {
      row[i] = fields.input(line, i);
    }
    if (columns.target() >= 0) {
      row[inputs] = fields.target(line);
    }
    if (columns.weight() >= 0) {
      row[row.length - 1] = fields.weight(line);
    }
    return row;
  }

  /** Requires a field for each column; after those that the header names only blank ones. */
  private void requireFields(CsvRecord line, int size) throws FileFormatException {
    int count = line.getFieldCount();
    while (settings.hasHeader && count > size && line.getField(count - 1).isBlank()) {
      count--;
    }
    if (count != size) {
      String text = String.join(" ", line.getFields());
      throw new FileFormatException(
          path,
          "line "
              + line.getStartingLineNumber()
              + ": expected "
              + size
              + " fields, but there are "
              + count
              + CsvColumns.hint(settings.separator, text));
    }
  }
}
