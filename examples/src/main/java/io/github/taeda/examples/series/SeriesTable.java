package io.github.taeda.examples.series;

import io.github.taeda.nn.data.readers.Csv;
import io.github.taeda.nn.data.readers.CsvDataset;
import io.github.taeda.nn.data.readers.Missing;
import io.github.taeda.nn.files.FileFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Series of a CSV file: one per column, whose rows are steps, or one per row. Missing values are
 * interpolated linearly; before the first and after the last value these are repeated.
 *
 * @param names of the series
 * @param series the values of each
 * @param missing how many values were missing
 */
record SeriesTable(List<String> names, List<double[]> series, long missing) {
  private static final double GAP = -Double.MAX_VALUE; // stands for a missing value

  /** Reads the numeric columns of a file, whose first line may name them. */
  static SeriesTable columns(Path file) throws IOException {
    List<String> lines = firstLines(file, 2);
    char separator = separator(lines.get(0));
    String[] first = fields(lines.get(0), separator);
    boolean hasHeader = Arrays.stream(first).anyMatch(field -> !isNumber(field));
    String[] values = fields(lines.get(hasHeader ? 1 : 0), separator);
    int[] texts =
        IntStream.range(0, Math.min(first.length, values.length))
            .filter(i -> !isNumber(values[i]))
            .toArray();
    if (texts.length == values.length) {
      throw new FileFormatException(
          file, "expected a numeric column, but there is none: " + lines.get(hasHeader ? 1 : 0));
    }
    Csv csv = reader(hasHeader ? Csv.withHeader() : Csv.withoutHeader(), separator);
    CsvDataset table = csv.without(texts).read(file);
    List<String> names = table.columnNames();
    return of(
        file,
        hasHeader ? names : names.stream().map(name -> "column " + name).toList(),
        transposed(values(table)));
  }

  private static List<double[]> transposed(double[]... rows) {
    List<double[]> columns = new ArrayList<>();
    for (int column = 0; column < rows[0].length; column++) {
      int index = column;
      columns.add(Arrays.stream(rows).mapToDouble(row -> row[index]).toArray());
    }
    return columns;
  }

  /** Reads the rows of a file without header, each of which may begin with a name. */
  static SeriesTable rows(Path file) throws IOException {
    String first = firstLines(file, 1).get(0);
    char separator = separator(first);
    boolean isNamed = !isNumber(fields(first, separator)[0]);
    Csv csv = reader(Csv.withoutHeader(), separator);
    CsvDataset table = (isNamed ? csv.label(0) : csv).read(file);
    List<String> names =
        IntStream.range(0, table.size())
            .mapToObj(i -> isNamed ? name(table, i) : "row " + i)
            .toList();
    return of(file, names, List.of(values(table)));
  }

  private static Csv reader(Csv csv, char separator) {
    return csv.separator(separator).to(DataType.DOUBLE).missing(Missing.fill(GAP));
  }

  private static SeriesTable of(Path file, List<String> names, List<double[]> series)
      throws FileFormatException {
    long missing = 0;
    for (int i = 0; i < names.size(); i++) {
      double[] values = series.get(i);
      long gaps = Arrays.stream(values).filter(value -> value == GAP).count();
      if (gaps == values.length) {
        throw new FileFormatException(
            file, "expected values of " + names.get(i) + ", but all are missing");
      }
      fillGaps(values);
      missing += gaps;
    }
    return new SeriesTable(names, series, missing);
  }

  private static void fillGaps(double... values) {
    int last = -1; // the last value before i
    for (int i = 0; i <= values.length; i++) {
      if (i == values.length || values[i] != GAP) {
        for (int gap = last + 1; gap < i; gap++) {
          double weight = (gap - last) / (double) (i - last);
          double before = values[last < 0 ? i : last];
          double after = values[i == values.length ? last : i];
          values[gap] = (1 - weight) * before + weight * after;
        }
        last = i;
      }
    }
  }

  private static String name(CsvDataset table, int row) {
    return table.classNames().get(table.batch(row).target().getInt(0));
  }

  private static double[][] values(CsvDataset table) {
    int[] rows = IntStream.range(0, table.size()).toArray();
    return table.batch(rows).input().toDoubleMatrix();
  }

  /** The first lines that are not blank. */
  private static List<String> firstLines(Path file, int count) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileFormatException(file, "expected a file, but it is a directory");
    }
    List<String> lines = new ArrayList<>();
    try (BufferedReader text = Files.newBufferedReader(file)) {
      for (String line = text.readLine();
          line != null && lines.size() < count;
          line = text.readLine()) {
        if (!line.isBlank()) {
          lines.add(line.replace("\ufeff", ""));
        }
      }
    } catch (CharacterCodingException e) {
      throw new FileFormatException(
          file, "expected text in UTF-8, but it is of another encoding", e);
    }
    if (lines.size() < count) {
      throw new FileFormatException(
          file, "expected lines of values, but there are " + lines.size() + " lines");
    }
    return lines;
  }

  private static char separator(String line) {
    return line.indexOf('\t') >= 0 ? '\t' : line.indexOf(';') >= 0 ? ';' : ',';
  }

  private static String[] fields(String line, char separator) {
    String[] fields = line.split(String.valueOf(separator), -1);
    return Arrays.stream(fields)
        .map(field -> field.replace("\"", "").strip())
        .toArray(String[]::new);
  }

  private static boolean isNumber(String field) {
    return field.matches("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
  }
}
