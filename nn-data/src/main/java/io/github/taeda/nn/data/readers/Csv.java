package io.github.taeda.nn.data.readers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Reads tables of numbers from CSV files (RFC 4180, UTF-8), one example per line.
 *
 * <pre>{@code
 * CsvDataset iris = Csv.withHeader().label("species").read(path);
 * }</pre>
 *
 * All columns are inputs but the one that is chosen as the target and those that are left out. Each
 * must hold finite numbers with a point; a field that does not, or a line with more or fewer fields
 * than the first, is a {@link io.github.taeda.nn.files.FileFormatException} that names file, line
 * and column, as is text that is not in UTF-8 and a quote that is not closed. Empty lines are
 * passed over. Blanks around names of columns and classes do not count. Each method returns a new
 * reader.
 */
public final class Csv {
  private final CsvSettings settings;

  private Csv(CsvSettings settings) {
    this.settings = settings;
  }

  /** A reader of files whose first line names the columns. */
  public static Csv withHeader() {
    return new Csv(new CsvSettings(true, ',', null, false, List.of(), List.of()));
  }

  /** A reader of files that begin with the first example. */
  public static Csv withoutHeader() {
    return new Csv(new CsvSettings(false, ',', null, false, List.of(), List.of()));
  }

  /** With another character than a comma between fields. */
  public Csv separator(char other) {
    return new Csv(settings.separator(other));
  }

  /** With the names of classes in a column; they are numbered in the order in which they come. */
  public Csv label(String column) {
    return new Csv(settings.label(Objects.requireNonNull(column, "Csv: column is null")));
  }

  /** The same with a column by its place, from 0; −1 is the last. */
  public Csv label(int column) {
    return new Csv(settings.label(column));
  }

  /**
   * With these classes in this order, those of the training data, say; others are refused.
   *
   * @throws IllegalArgumentException if one comes twice
   */
  public Csv classes(List<String> names) {
    return new Csv(settings.classes(ClassNames.require("Csv", names)));
  }

  /** With a column of numbers as targets, {@code [batch, 1]}. */
  public Csv target(String column) {
    return new Csv(settings.target(Objects.requireNonNull(column, "Csv: column is null")));
  }

  /** The same with a column by its place, from 0; −1 is the last. */
  public Csv target(int column) {
    return new Csv(settings.target(column));
  }

  /** Without some columns, which may hold what they like: numbers of lines, say. */
  public Csv without(String... columns) {
    return new Csv(settings.without(List.of(columns)));
  }

  /** The same with columns by their places, from 0; −1 is the last. */
  public Csv without(int... columns) {
    return new Csv(settings.without(IntStream.of(columns).boxed().toList()));
  }

  /**
   * Reads a file.
   *
   * @throws io.github.taeda.nn.files.FileFormatException if it does not hold what it should
   * @throws IllegalStateException if classes are given, but no column of them
   */
  public CsvDataset read(Path path) throws IOException {
    Objects.requireNonNull(path, "Csv: path is null");
    if (!settings.classNames().isEmpty() && !settings.classes()) {
      throw new IllegalStateException(
          "Csv: classes are given, but no column of them; label(column) names it");
    }
    return new CsvReading(path, settings).read();
  }
}
