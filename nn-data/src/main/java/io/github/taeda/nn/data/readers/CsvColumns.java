package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.files.FileFormatException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The columns of a CSV file.
 *
 * @param names all names in order; "0", "1", … without a header
 * @param target the index of the target column; −1 without targets
 * @param inputs the indices of the input columns
 */
record CsvColumns(List<String> names, int target, List<Integer> inputs) {
  /** Finds the columns that the settings name in the first line that is not empty. */
  static CsvColumns of(Path path, Csv.Settings settings, long line, List<String> fields)
      throws FileFormatException {
    List<String> names = names(path, settings, line, fields);
    String hint = hint(settings.separator(), String.join(" ", fields));
    Set<Integer> others = new HashSet<>();
    for (Object column : settings.excluded()) {
      others.add(index(path, column, names, hint));
    }
    int target = -1;
    if (settings.target() != null) {
      target = index(path, settings.target(), names, hint);
      if (!others.add(target)) {
        throw new FileFormatException(
            path, "expected column " + names.get(target) + " either as the target or excluded");
      }
    }
    List<Integer> inputs =
        IntStream.range(0, names.size()).filter(i -> !others.contains(i)).boxed().toList();
    if (inputs.isEmpty()) {
      String problem = "expected an input column beside the target and the excluded ones";
      throw new FileFormatException(path, problem + ", but there are only " + names + hint);
    }
    return new CsvColumns(names, target, inputs);
  }

  private static List<String> names(
      Path path, Csv.Settings settings, long line, List<String> fields) throws FileFormatException {
    if (!settings.hasHeader()) {
      return IntStream.range(0, fields.size()).mapToObj(Integer::toString).toList();
    }
    List<String> names = fields.stream().map(String::strip).toList();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new FileFormatException(
            path,
            "line " + line + ": expected a name for each column, but \"" + name + "\" is repeated");
      }
    }
    return names;
  }

  private static int index(Path path, Object column, List<String> names, String hint)
      throws FileFormatException {
    int index = names.indexOf(column);
    if (column instanceof Integer given) {
      index = given == -1 ? names.size() - 1 : given;
    }
    if (index < 0 || index >= names.size()) {
      throw new FileFormatException(
          path, "expected a column " + column + ", but there are " + names + hint);
    }
    return index;
  }

  /** A suggestion if a text seems to have another separator. */
  static String hint(char separator, String text) {
    if (separator != ';' && text.indexOf(';') >= 0) {
      return " (perhaps with separator(';')?)";
    }
    return separator != '\t' && text.indexOf('\t') >= 0 ? " (perhaps with separator('\\t')?)" : "";
  }

  /** The names of the input columns. */
  List<String> inputNames() {
    return inputs.stream().map(names::get).toList();
  }
}
