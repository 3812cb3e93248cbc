package io.github.taeda.nn.data.readers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The classes of time series, and the class of each series. */
final class SeriesLabels {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");
  private static final double MAX_WHOLE = 1e15; // a double holds integers up to here exactly

  private final List<String> labels = new ArrayList<>(); // of each series

  /** An integer as its digits, other text as it is: {@code 1.0} and {@code 1} are one class. */
  static String normal(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return text;
    }
    double value = Double.parseDouble(text);
    boolean isWhole = value == Math.rint(value) && Math.abs(value) < MAX_WHOLE;
    return isWhole ? Long.toString((long) value) : text;
  }

  void add(String label) {
    labels.add(label);
  }

  /**
   * The classes that occur: ascending integers and decimals, or else text in alphabetical order.
   */
  List<String> classes() {
    boolean numbers = labels.stream().allMatch(label -> NUMBER.matcher(label).matches());
    Comparator<String> text = Comparator.naturalOrder();
    Comparator<String> order =
        numbers
            ? Comparator.<String>comparingDouble(Double::parseDouble).thenComparing(text)
            : text;
    TreeSet<String> sorted = new TreeSet<>(order);
    sorted.addAll(labels);
    return List.copyOf(sorted);
  }

  /** The class index of each series. */
  int[] indices(List<String> classes) {
    return labels.stream().mapToInt(classes::indexOf).toArray();
  }
}
