package io.github.taeda.nn.data.readers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reader of numeric tables in CSV files (RFC 4180, UTF-8), one example per line.
 *
 * <pre>{@code
 * CsvDataset iris = Csv.withHeader().label("species").read(path);
 * }</pre>
 *
 * All columns are inputs except the target column and the excluded ones. Each of their fields must
 * be a finite decimal number with a point; a field that is not, a line with more or fewer fields
 * than the first, text that is not UTF-8 and a quote that is not closed raise a {@link
 * io.github.taeda.nn.files.FileFormatException} that names the file, the line and the column. Empty
 * lines and blanks around the names of columns and classes are ignored. Each method returns a new
 * reader.
 */
public final class Csv {
  private final Settings settings;

  private Csv(Settings settings) {
    this.settings = settings;
  }

  /**
   * The settings of a reader.
   *
   * @param target the name or index of the target column, if there is one
   * @param isLabel whether the targets are names of classes
   * @param classNames by class index; empty: in the order of their first occurrence
   * @param excluded names and indices of columns
   */
  record Settings(
      boolean hasHeader,
      char separator,
      @Nullable Object target,
      boolean isLabel,
      List<String> classNames,
      List<Object> excluded) {
    Settings withTarget(Object column, boolean label) {
      return new Settings(hasHeader, separator, column, label, classNames, excluded);
    }

    Settings without(List<?> columns) {
      List<Object> all = new ArrayList<>(excluded);
      all.addAll(columns);
      return new Settings(hasHeader, separator, target, isLabel, classNames, List.copyOf(all));
    }
  }

  /** A reader of files whose first line names the columns. */
  public static Csv withHeader() {
    return new Csv(new Settings(true, ',', null, false, List.of(), List.of()));
  }

  /** A reader of files whose first line is an example. */
  public static Csv withoutHeader() {
    return new Csv(new Settings(false, ',', null, false, List.of(), List.of()));
  }

  /** Sets the character between fields, a comma by default. */
  public Csv separator(char other) {
    return new Csv(
        new Settings(
            settings.hasHeader,
            other,
            settings.target,
            settings.isLabel,
            settings.classNames,
            settings.excluded));
  }

  /** Sets the column of class names; class indices follow the order of first occurrence. */
  public Csv label(String column) {
    Objects.requireNonNull(column, "Csv: column is null");
    return new Csv(settings.withTarget(column, true));
  }

  /** Sets the column of class names by its index, from 0; −1 is the last. */
  public Csv label(int column) {
    return new Csv(settings.withTarget(column, true));
  }

  /**
   * Sets the classes in the order of their indices, for example those of the training set; other
   * labels are rejected.
   *
   * @throws IllegalArgumentException if a name is repeated
   */
  public Csv classes(List<String> names) {
    return new Csv(
        new Settings(
            settings.hasHeader,
            settings.separator,
            settings.target,
            settings.isLabel,
            ClassNames.require("Csv", names),
            settings.excluded));
  }

  /** Sets the column of numeric targets, {@code [batch, 1]}. */
  public Csv target(String column) {
    Objects.requireNonNull(column, "Csv: column is null");
    return new Csv(settings.withTarget(column, false));
  }

  /** Sets the column of numeric targets by its index, from 0; −1 is the last. */
  public Csv target(int column) {
    return new Csv(settings.withTarget(column, false));
  }

  /** Excludes columns, for example an identifier; their content is not checked. */
  public Csv without(String... columns) {
    return new Csv(settings.without(List.of(columns)));
  }

  /** Excludes columns by their indices, from 0; −1 is the last. */
  public Csv without(int... columns) {
    return new Csv(settings.without(IntStream.of(columns).boxed().toList()));
  }

  /**
   * Reads a file.
   *
   * @throws io.github.taeda.nn.files.FileFormatException if the content is not as described above
   * @throws IllegalStateException if classes are given, but no label column
   */
  public CsvDataset read(Path path) throws IOException {
    Objects.requireNonNull(path, "Csv: path is null");
    if (!settings.classNames.isEmpty() && !settings.isLabel) {
      throw new IllegalStateException(
          "Csv: classes are given, but no column of them; label(column) names it");
    }
    return new CsvReading(path, settings).read();
  }
}
