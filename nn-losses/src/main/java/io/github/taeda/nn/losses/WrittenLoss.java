package io.github.taeda.nn.losses;

import io.github.taeda.nn.Reduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What stands between the parentheses, and the reduction. */
record WrittenLoss(String settings, Reduction reduction) {

  /** The elements of the list in brackets. */
  double[] numbers() {
    String list = settings.substring(settings.indexOf('[') + 1, settings.indexOf(']'));
    return list.isEmpty()
        ? new double[0]
        : Arrays.stream(list.split(", ", -1)).mapToDouble(Double::parseDouble).toArray();
  }

  /** Splits where no bracket is open; nothing for no settings. */
  List<String> split(String separator) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < settings.length(); i++) {
      char c = settings.charAt(i);
      depth += c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
      if (depth == 0 && settings.startsWith(separator, i)) {
        parts.add(settings.substring(start, i));
        start = i + separator.length();
      }
    }
    if (!settings.isEmpty()) {
      parts.add(settings.substring(start));
    }
    return parts;
  }
}
