package io.github.taeda.nn.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables of numbers from CSV files (RFC 4180, UTF-8), one example per line.
 *
 * <pre>{@code
 * Table iris = Csv.withHeader().label("species").read(path);
 * }</pre>
 *
 * All columns are inputs but the one that is chosen as the target. Each must hold finite numbers
 * with a point; a field that does not, or a line with more or fewer fields than the first, is a
 * {@link io.github.taeda.nn.io.FileFormatException} that names file, line and column. Empty lines
 * are passed over. Each method returns a new reader.
 */
public final class Csv {
  private final boolean header;
  private final char separator;
  private final @Nullable Object target; // name or number of a column
  private final boolean classes;
  private final List<String> classNames; // empty: as they come

  private Csv(
      boolean header,
      char separator,
      @Nullable Object target,
      boolean classes,
      List<String> classNames) {
    this.header = header;
    this.separator = separator;
    this.target = target;
    this.classes = classes;
    this.classNames = classNames;
  }

  /** A reader of files whose first line names the columns. */
  public static Csv withHeader() {
    return new Csv(true, ',', null, false, List.of());
  }

  /** A reader of files that begin with the first example. */
  public static Csv withoutHeader() {
    return new Csv(false, ',', null, false, List.of());
  }

  /** With another character than a comma between fields. */
  public Csv separator(char other) {
    return new Csv(header, other, target, classes, classNames);
  }

  /** With the names of classes in a column; they are numbered in the order in which they come. */
  public Csv label(String column) {
    return new Csv(header, separator, Objects.requireNonNull(column), true, classNames);
  }

  /** The same with a column by its place, from 0; −1 is the last. */
  public Csv label(int column) {
    return new Csv(header, separator, column, true, classNames);
  }

  /** With these classes in this order, those of the training data, say; others are refused. */
  public Csv classes(List<String> names) {
    return new Csv(header, separator, target, classes, List.copyOf(names));
  }

  /** With a column of numbers as targets, {@code [batch, 1]}. */
  public Csv target(String column) {
    return new Csv(header, separator, Objects.requireNonNull(column), false, classNames);
  }

  /** The same with a column by its place, from 0; −1 is the last. */
  public Csv target(int column) {
    return new Csv(header, separator, column, false, classNames);
  }

  /**
   * Reads a file.
   *
   * @throws io.github.taeda.nn.io.FileFormatException if it does not hold what it should
   */
  public Table read(Path path) throws IOException {
    Objects.requireNonNull(path, "Csv: path is null");
    return new CsvReading(path, header, target, classes, classNames).read(separator);
  }
}
