package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.data.readers.CsvColumn.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Reader of tables in CSV files (RFC 4180, UTF-8), one example per line.
 *
 * <pre>{@code
 * CsvDataset iris = Csv.withHeader().label("species").read(path);
 * }</pre>
 *
 * All columns are inputs except the target column and the excluded ones. Each of their fields must
 * be a finite decimal number, unless its column has {@linkplain #category categories}. A field that
 * is not, a missing one ({@link #missing} decides), a line with more or fewer fields than the
 * first, text that is not UTF-8 and a quote that is not closed raise a {@link
 * io.github.taeda.nn.files.FileFormatException} that names the file, the line and the column.
 *
 * <p>Lines without any content are ignored, and so are blanks around quotes, values and the names
 * of columns, classes and categories, and the columns without names at the end of lines that
 * spreadsheets write. Each method returns a new reader.
 */
public final class Csv {
  private final CsvSettings settings;

  private Csv(CsvSettings settings) {
    this.settings = settings;
  }

  private Csv with(Consumer<CsvSettings> changes) {
    return new Csv(settings.with(changes));
  }

  /** A reader of files whose first line names the columns. */
  public static Csv withHeader() {
    return new Csv(new CsvSettings(true));
  }

  /** A reader of files whose first line is an example. */
  public static Csv withoutHeader() {
    return new Csv(new CsvSettings(false));
  }

  /** Sets the character between fields, a comma by default. */
  public Csv separator(char other) {
    return with(changed -> changed.separator = other);
  }

  /** Expects values with a comma in place of the point, {@code 1,5}. */
  public Csv decimalComma() {
    return with(changed -> changed.decimalComma = true);
  }

  /** Ignores lines that begin with a character, such as {@code #}. */
  public Csv comment(char first) {
    return with(changed -> changed.comment = first);
  }

  /**
   * Sets the type of inputs and numeric targets.
   *
   * @param type FLOAT, the default, or DOUBLE
   */
  public Csv to(DataType type) {
    Objects.requireNonNull(type, "Csv: type is null");
    if (type != DataType.FLOAT && type != DataType.DOUBLE) {
      throw new IllegalArgumentException("Csv: type must be FLOAT or DOUBLE, but was " + type);
    }
    return with(changed -> changed.type = type);
  }

  /** Sets what is done with lines in which a value is missing; by default they are rejected. */
  public Csv missing(Missing treatment) {
    Objects.requireNonNull(treatment, "Csv: treatment is null");
    return with(changed -> changed.missing = treatment);
  }

  /** Sets the column of class names; class indices follow the order of first occurrence. */
  public Csv label(String column) {
    return target(column, true);
  }

  /** Sets the column of class names by its index, from 0; −1 is the last. */
  public Csv label(int column) {
    return target(column, true);
  }

  /**
   * Sets the classes in the order of their indices, for example those of the training set; other
   * labels are rejected.
   *
   * @throws IllegalArgumentException if a name is repeated
   */
  public Csv classes(List<String> names) {
    List<String> copy = ClassNames.require("Csv", names);
    return with(changed -> changed.classNames = copy);
  }

  /** Sets the column of numeric targets, {@code [batch, 1]}. */
  public Csv target(String column) {
    return target(column, false);
  }

  /** Sets the column of numeric targets by its index, from 0; −1 is the last. */
  public Csv target(int column) {
    return target(column, false);
  }

  /** Sets the column of weights, of how much each example counts in losses and metrics. */
  public Csv weight(String column) {
    return weight((Object) column);
  }

  /** Sets the column of weights by its index, from 0; −1 is the last. */
  public Csv weight(int column) {
    return weight((Object) column);
  }

  private Csv weight(Object column) {
    Objects.requireNonNull(column, "Csv: column is null");
    return with(changed -> changed.weight = column);
  }

  private Csv target(Object column, boolean isLabel) {
    Objects.requireNonNull(column, "Csv: column is null");
    return with(
        changed -> {
          changed.target = column;
          changed.isLabel = isLabel;
        });
  }

  /**
   * Reads input columns as categories, whose indices are the inputs, for example of an Embedding;
   * they follow the order of first occurrence.
   */
  public Csv category(String... columns) {
    return categories(Kind.CATEGORY, Checks.requireAll("Csv", "columns", columns));
  }

  /** Reads input columns as categories, by the columns' indices, from 0; −1 is the last. */
  public Csv category(int... columns) {
    return categories(Kind.CATEGORY, indices(columns));
  }

  /**
   * Reads input columns as categories, each with an input of its own: 1 in the lines of this
   * category, else 0. They follow the order of first occurrence.
   */
  public Csv oneHot(String... columns) {
    return categories(Kind.ONE_HOT, Checks.requireAll("Csv", "columns", columns));
  }

  /** Reads input columns as one-hot categories, by the columns' indices, from 0; −1 is the last. */
  public Csv oneHot(int... columns) {
    return categories(Kind.ONE_HOT, indices(columns));
  }

  private static List<Integer> indices(int... columns) {
    Objects.requireNonNull(columns, "Csv: columns is null");
    return IntStream.of(columns).boxed().toList();
  }

  private Csv categories(Kind kind, List<?> columns) {
    return with(changed -> columns.forEach(column -> changed.categories.put(column, kind)));
  }

  /** Excludes columns, for example an identifier; their content is not checked. */
  public Csv without(String... columns) {
    List<String> copy = Checks.requireAll("Csv", "columns", columns);
    return with(changed -> changed.excluded.addAll(copy));
  }

  /** Excludes columns by their indices, from 0; −1 is the last. */
  public Csv without(int... columns) {
    List<Integer> copy = indices(columns);
    return with(changed -> changed.excluded.addAll(copy));
  }

  /**
   * Reads files as another was read, for example a test set like the training set: the same input
   * columns, classes and categories, others being rejected, and the same {@linkplain Missing#MEAN
   * means}.
   */
  public Csv like(CsvDataset other) {
    Objects.requireNonNull(other, "Csv: other is null");
    return with(
        changed -> {
          changed.model = other;
          changed.classNames = other.classNames();
        });
  }

  /**
   * Reads a file.
   *
   * @throws io.github.taeda.nn.files.FileFormatException if the content is not as described above
   * @throws IllegalStateException if classes are given, but no label column, one character has two
   *     meanings, or FLOAT cannot hold what is filled in
   */
  public CsvDataset read(Path path) throws IOException {
    Objects.requireNonNull(path, "Csv: path is null");
    if (!settings.classNames.isEmpty() && !settings.isLabel) {
      throw new IllegalStateException(
          "Csv: classes are given, but no column of them; label(column) names it");
    }
    if (settings.type == DataType.FLOAT && Float.isInfinite((float) settings.missing.value())) {
      throw new IllegalStateException(
          "Csv: a FLOAT cannot hold "
              + settings.missing
              + "; to(DataType.DOUBLE) makes inputs DOUBLE");
    }
    if (settings.comment != null && settings.comment == settings.separator) {
      throw new IllegalStateException(
          "Csv: separator and comment must differ, but both are '" + settings.separator + "'");
    }
    return new CsvReading(path, settings).read();
  }
}
