package io.github.taeda.nn.data.readers;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.taeda.nn.files.FileFormatException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.nd4j.linalg.api.buffer.DataType;

/** The values of the fields of a CSV file, and the categories and classes found in them. */
final class CsvFields {
  private static final Set<String> MISSING = Set.of("na", "n/a", "#n/a", "nan", "null", "?");
  private static final Pattern POINT = number("\\.");
  private static final Pattern COMMA = number(",");

  private final Path path;
  private final CsvSettings settings;
  private final CsvColumns columns;
  private final List<Map<String, Integer>> categories; // of each input column, by name
  private final Map<String, Integer> classes = new LinkedHashMap<>();

  CsvFields(Path path, CsvSettings settings, CsvColumns columns) {
    this.path = path;
    this.settings = settings;
    this.columns = columns;
    categories = columns.inputs().stream().map(column -> known(column)).toList();
    settings.classNames.forEach(name -> classes.put(name, classes.size()));
  }

  private Map<String, Integer> known(CsvColumn column) {
    Map<String, Integer> known = new LinkedHashMap<>();
    if (settings.model != null) {
      settings
          .model
          .categories()
          .getOrDefault(column.name(), List.of())
          .forEach(name -> known.put(name, known.size()));
    }
    return known;
  }

  private static Pattern number(String point) {
    String digits = "(\\d+" + point + "?\\d*|" + point + "\\d+)";
    return Pattern.compile("\\s*[+-]?" + digits + "([eE][+-]?\\d+)?\\s*");
  }

  /** Whether a line is to be skipped because a value that is needed is missing. */
  boolean isSkipped(CsvRecord line) {
    if (settings.missing.kind() != Missing.Kind.SKIP) {
      return false;
    }
    for (CsvColumn column : columns.inputs()) {
      boolean number = column.kind() == CsvColumn.Kind.NUMBER;
      if (isMissing(line.getField(column.index()), number)) {
        return true;
      }
    }
    return (columns.target() >= 0 && isMissing(line.getField(columns.target()), !settings.isLabel))
        || (columns.weight() >= 0 && isMissing(line.getField(columns.weight()), true));
  }

  private static boolean isMissing(String field, boolean number) {
    return field.isBlank() || (number && MISSING.contains(field.strip().toLowerCase(Locale.ROOT)));
  }

  /** The value of an input: a number, NaN where it is to be filled in, or a category's index. */
  double input(CsvRecord line, int input) throws FileFormatException {
    CsvColumn column = columns.inputs().get(input);
    String field = line.getField(column.index());
    if (column.kind() != CsvColumn.Kind.NUMBER) {
      return category(line, column, categories.get(input));
    }
    boolean filled =
        settings.missing.kind() == Missing.Kind.MEAN
            || settings.missing.kind() == Missing.Kind.FILL;
    return filled && isMissing(field, true) ? Double.NaN : number(line, column.index());
  }

  private int category(CsvRecord line, CsvColumn column, Map<String, Integer> known)
      throws FileFormatException {
    String name = line.getField(column.index()).strip();
    boolean fixed = settings.model != null;
    if (name.isEmpty() || (fixed && !known.containsKey(name))) {
      String expected = fixed ? "one of " + known.keySet() : "the name of a category";
      throw problem(line, column.index(), expected, name, "");
    }
    known.putIfAbsent(name, known.size());
    return Objects.requireNonNull(known.get(name));
  }

  /** The value of the target: a number or the index of a class. */
  double target(CsvRecord line) throws FileFormatException {
    if (!settings.isLabel) {
      return number(line, columns.target());
    }
    String name = line.getField(columns.target()).strip();
    boolean known = !settings.classNames.isEmpty();
    if (name.isEmpty() || (known && !classes.containsKey(name))) {
      String expected = known ? "one of " + settings.classNames : "the name of a class";
      throw problem(line, columns.target(), expected, name, "");
    }
    classes.putIfAbsent(name, classes.size());
    return Objects.requireNonNull(classes.get(name));
  }

  /** The weight of an example. */
  double weight(CsvRecord line) throws FileFormatException {
    double weight = number(line, columns.weight());
    if (weight < 0) {
      String field = line.getField(columns.weight());
      throw problem(line, columns.weight(), "a weight of at least 0", field, "");
    }
    return weight;
  }

  private double number(CsvRecord line, int column) throws FileFormatException {
    String field = line.getField(column);
    if (!(settings.decimalComma ? COMMA : POINT).matcher(field).matches()) {
      String expected = settings.decimalComma ? "a number with a decimal comma" : "a number";
      throw problem(line, column, expected, field, hint(field));
    }
    String text = settings.decimalComma ? field.replace(',', '.') : field;
    boolean isFloat = settings.type == DataType.FLOAT;
    double number = isFloat ? Float.parseFloat(text) : Double.parseDouble(text);
    if (!Double.isFinite(number)) {
      double largest = isFloat ? Float.MAX_VALUE : Double.MAX_VALUE;
      String range = isFloat ? "-3.4028235E38 and 3.4028235E38" : "-" + largest + " and " + largest;
      throw problem(line, column, "a number between " + range, field, "");
    }
    return number;
  }

  private String hint(String field) {
    if (isMissing(field, true) && settings.missing == Missing.REJECT) {
      return " (missing(Missing.SKIP) skips such lines)";
    }
    boolean comma = !settings.decimalComma && COMMA.matcher(field).matches();
    return comma ? " (perhaps with decimalComma()?)" : CsvColumns.hint(settings.separator, field);
  }

  private FileFormatException problem(
      CsvRecord line, int column, String expected, String field, String hint) {
    return new FileFormatException(
        path,
        "line "
            + line.getStartingLineNumber()
            + ", column "
            + columns.names().get(column)
            + ": expected "
            + expected
            + ", but was \""
            + field
            + "\""
            + hint);
  }

  /** The names of the categories of an input column by index. */
  List<String> categories(int input) {
    return List.copyOf(categories.get(input).keySet());
  }

  /** How many categories an input column has. */
  int count(int input) {
    return categories.get(input).size();
  }

  /** The names of the classes by index. */
  List<String> classes() {
    return List.copyOf(classes.keySet());
  }
}
