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
 * @param names all of them in order; "0", "1", … without a header
 * @param target the place of the targets; −1: there are none
 * @param inputs the places of the inputs
 */
record CsvColumns(List<String> names, int target, List<Integer> inputs) {
  /** Finds the columns that the settings name in the first line that is not empty. */
  static CsvColumns of(Path path, CsvSettings settings, long line, List<String> fields)
      throws FileFormatException {
    List<String> names =
        settings.header()
            ? fields.stream().map(String::strip).toList()
            : IntStream.range(0, fields.size()).mapToObj(Integer::toString).toList();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new FileFormatException(
            path,
            "line " + line + ": expected a name for each column, but \"" + name + "\" comes twice");
      }
    }
    String hint = hint(settings.separator(), String.join(" ", fields));
    Set<Integer> others = new HashSet<>();
    for (Object column : settings.without()) {
      others.add(place(path, column, names, hint));
    }
    int target = -1;
    if (settings.target() != null) {
      target = place(path, settings.target(), names, hint);
      if (!others.add(target)) {
        throw new FileFormatException(
            path, "expected column " + names.get(target) + " either as the target or left out");
      }
    }
    List<Integer> inputs =
        IntStream.range(0, names.size())
            .filter(column -> !others.contains(column))
            .boxed()
            .toList();
    if (inputs.isEmpty()) {
      throw new FileFormatException(
          path,
          "expected a column of inputs beside the target and what is left out, but there are only "
              + names
              + hint);
    }
    return new CsvColumns(names, target, inputs);
  }

  private static int place(Path path, Object column, List<String> names, String hint)
      throws FileFormatException {
    int place = names.indexOf(column);
    if (column instanceof Integer number) {
      place = number == -1 ? names.size() - 1 : number;
    }
    if (place < 0 || place >= names.size()) {
      throw new FileFormatException(
          path, "expected a column " + column + ", but there are " + names + hint);
    }
    return place;
  }

  /** What may help if a text was not divided. */
  static String hint(char separator, String text) {
    if (separator != ';' && text.indexOf(';') >= 0) {
      return " (perhaps with separator(';')?)";
    }
    return separator != '\t' && text.indexOf('\t') >= 0 ? " (perhaps with separator('\\t')?)" : "";
  }

  /** The names of the inputs. */
  List<String> inputNames() {
    return inputs.stream().map(names::get).toList();
  }
}
