package io.github.taeda.examples.series;

import io.github.taeda.nn.data.readers.Csv;
import io.github.taeda.nn.data.readers.CsvDataset;
import io.github.taeda.nn.files.FileFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Series of a CSV file: one per column, whose rows are steps, or one per row.
 *
 * @param names of the series
 * @param series the values of each
 */
record SeriesTable(List<String> names, List<double[]> series) {

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
    Csv csv = (hasHeader ? Csv.withHeader() : Csv.withoutHeader()).separator(separator);
    CsvDataset table = csv.without(texts).to(DataType.DOUBLE).read(file);
    List<String> names = table.columnNames();
    return new SeriesTable(
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
    Csv csv = Csv.withoutHeader().separator(separator).to(DataType.DOUBLE);
    CsvDataset table = (isNamed ? csv.label(0) : csv).read(file);
    List<String> names =
        IntStream.range(0, table.size())
            .mapToObj(i -> isNamed ? name(table, i) : "row " + i)
            .toList();
    return new SeriesTable(names, List.of(values(table)));
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
      for (String line = text.readLine(); line != null; line = text.readLine()) {
        if (!line.isBlank() && lines.size() < count) {
          lines.add(line.replace("\ufeff", ""));
        }
      }
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
