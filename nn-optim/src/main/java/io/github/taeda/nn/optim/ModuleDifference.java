package io.github.taeda.nn.optim;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The first difference of two modules, as their texts have it, on one line.
 *
 * <p>In such a text each child has a line of its own, {@code 1: Linear(3 -> 2)}, indented by its
 * depth.
 */
final class ModuleDifference {
  private ModuleDifference() {}

  /** {@code Sequential[1] must be "Linear(3 -> 2)" here, but was "Linear(3 -> 4)"}. */
  static String of(String here, String saved) {
    List<String> expected = here.lines().toList();
    List<String> actual = saved.lines().toList();
    int line = 0;
    while (line < Math.min(expected.size(), actual.size())
        && expected.get(line).equals(actual.get(line))) {
      line++;
    }
    String one = description(expected, line);
    String other = description(actual, line);
    List<String> longer = one.equals("nothing") ? actual : expected;
    return path(longer, line) + " must be " + one + " here, but was " + other;
  }

  /** The module of a line in quotes; nothing where a container ends. */
  private static String description(List<String> lines, int line) {
    String text = line < lines.size() ? lines.get(line).strip() : ")";
    if (text.equals(")")) {
      return "nothing";
    }
    String module = line == 0 ? text : text.substring(text.indexOf(": ") + 2);
    if (module.endsWith("(")) {
      module = module.substring(0, module.length() - 1);
    } else if (!module.endsWith(")") && module.contains("(")) {
      module += ")"; // of a container, whose children follow
    }
    return "\"" + module + "\"";
  }

  /** {@code Sequential[1] > Residual[0]}, or {@code module} for the first line. */
  private static String path(List<String> lines, int line) {
    Deque<String> path = new ArrayDeque<>();
    int child = line;
    for (int i = line - 1; i >= 0; i--) {
      if (depth(lines.get(i)) < depth(lines.get(child))) {
        String container = lines.get(i).strip();
        String name =
            container.substring(container.indexOf(": ") < 0 ? 0 : container.indexOf(": ") + 2);
        String label = lines.get(child).strip();
        path.addFirst(
            name.substring(0, name.indexOf('('))
                + "["
                + label.substring(0, label.indexOf(':'))
                + "]");
        child = i;
      }
    }
    return path.isEmpty() ? "module" : String.join(" > ", path);
  }

  private static int depth(String line) {
    return line.length() - line.stripLeading().length();
  }
}
