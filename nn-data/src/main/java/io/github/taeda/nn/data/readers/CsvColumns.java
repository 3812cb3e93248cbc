package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.files.FileFormatException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The columns of a CSV file.
 *
 * @param names all names in order, those after the last that is not blank excepted; "0", "1", …
 *     without a header
 * @param target the index of the target column; −1 without targets
 * @param weight the index of the column of weights; −1 without weights
 * @param inputs the input columns
 */
record CsvColumns(List<String> names, int target, int weight, List<CsvColumn> inputs) {
  /** Finds the columns that the settings name in the first line that is not empty. */
  static CsvColumns of(Path path, CsvSettings settings, long line, List<String> fields)
      throws FileFormatException {
    List<String> names = names(path, settings, line, fields);
    String hint = hint(settings.separator, String.join(" ", fields));
    return new Search(path, settings, names, hint).columns();
  }

  private static List<String> names(Path path, CsvSettings settings, long line, List<String> fields)
      throws FileFormatException {
    if (!settings.hasHeader) {
      return IntStream.range(0, fields.size()).mapToObj(Integer::toString).toList();
    }
    List<String> names = fields.stream().map(String::strip).toList();
    while (names.get(names.size() - 1).isEmpty()) { // as spreadsheets write them
      names = names.subList(0, names.size() - 1);
    }
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

  /** The search for columns by their names or indices. */
  private record Search(Path path, CsvSettings settings, List<String> names, String hint) {
    CsvColumns columns() throws FileFormatException {
      Set<Integer> others = new HashSet<>();
      for (Object column : settings.excluded) {
        others.add(index(column));
      }
      int target = settings.target == null ? -1 : index(settings.target);
      if (target >= 0 && !others.add(target)) {
        throw new FileFormatException(
            path, "expected column " + names.get(target) + " either as the target or excluded");
      }
      int weight = settings.weight == null ? -1 : index(settings.weight);
      if (weight >= 0 && !others.add(weight)) {
        throw new FileFormatException(
            path,
            "expected column " + names.get(weight) + " either as the weight or otherwise used");
      }
      List<CsvColumn> inputs = inputs(others, kinds(others));
      if (inputs.isEmpty()) {
        String problem = "expected an input column beside the target and the excluded ones";
        throw new FileFormatException(path, problem + ", but there are only " + names + hint);
      }
      return new CsvColumns(names, target, weight, inputs);
    }

    private Map<Integer, CsvColumn.Kind> kinds(Set<Integer> others) throws FileFormatException {
      Map<Integer, CsvColumn.Kind> kinds = new HashMap<>();
      for (Map.Entry<Object, CsvColumn.Kind> column : settings.categories.entrySet()) {
        int index = index(column.getKey());
        if (others.contains(index)) {
          throw new FileFormatException(
              path, "expected column " + names.get(index) + " of categories among the inputs");
        }
        kinds.put(index, column.getValue());
      }
      return kinds;
    }

    private List<CsvColumn> inputs(Set<Integer> others, Map<Integer, CsvColumn.Kind> kinds) {
      List<CsvColumn> inputs = new ArrayList<>();
      for (int i = 0; i < names.size(); i++) {
        if (!others.contains(i)) {
          CsvColumn.Kind kind = kinds.getOrDefault(i, CsvColumn.Kind.NUMBER);
          inputs.add(new CsvColumn(i, names.get(i), kind));
        }
      }
      return inputs;
    }

    private int index(Object column) throws FileFormatException {
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
  }

  /** How many values a row has: the inputs, the target and the weight if there are any. */
  int width() {
    return inputs.size() + (target < 0 ? 0 : 1) + (weight < 0 ? 0 : 1);
  }

  /** A suggestion if a text seems to have another separator. */
  static String hint(char separator, String text) {
    if (separator != ';' && text.indexOf(';') >= 0) {
      return " (perhaps with separator(';')?)";
    }
    return separator != '\t' && text.indexOf('\t') >= 0 ? " (perhaps with separator('\\t')?)" : "";
  }
}
