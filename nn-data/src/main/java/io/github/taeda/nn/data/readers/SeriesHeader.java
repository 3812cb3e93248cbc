package io.github.taeda.nn.data.readers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The header of a {@code .ts} file: lines that begin with {@code @}, up to {@code @data}. */
final class SeriesHeader {
  private boolean isComplete;
  private int dimensions; // 0: not given
  private int length; // of every series, 0: not given
  private boolean isEqualLength;
  private boolean isLabelled = true;
  private List<String> classes = List.of();

  /**
   * Adds a line; keys that are not needed are ignored.
   *
   * @return what is wrong with it, or ""
   */
  String add(String line) {
    String[] words = line.split("\\s+", -1);
    String key = words[0].toLowerCase(Locale.ROOT);
    String value = words.length > 1 ? words[1].toLowerCase(Locale.ROOT) : "";
    return switch (key) {
      case "@data" -> {
        isComplete = true;
        yield "";
      }
      case "@univariate" -> value.equals("true") ? count(key, "1") : "";
      case "@dimensions", "@dimension" -> count(key, value);
      case "@serieslength" -> count(key, value);
      case "@equallength" -> {
        isEqualLength = value.equals("true");
        yield "";
      }
      case "@classlabel" -> labels(words, value);
      case "@timestamps" -> unsupported(value, "series with time stamps (@timeStamps true)");
      case "@targetlabel" -> unsupported(value, "regression targets (@targetLabel true)");
      case "@relation", "@attribute" ->
          "expected a header of the form .ts, but this is Weka's form ARFF (" + words[0] + ")";
      default -> "";
    };
  }

  private static String unsupported(String value, String what) {
    return value.equals("true") ? what + " are not supported" : "";
  }

  private String count(String key, String value) {
    if (!value.matches("[1-9]\\d{0,8}")) {
      return "expected an integer of at least 1 after " + key + ", but was \"" + value + "\"";
    }
    if (key.equals("@serieslength")) {
      length = Integer.parseInt(value);
    } else {
      dimensions = Integer.parseInt(value);
    }
    return "";
  }

  private String labels(String[] words, String value) {
    if (!value.equals("true") && !value.equals("false")) {
      return "expected true or false after @classLabel, but was \"" + value + "\"";
    }
    isLabelled = value.equals("true");
    if (!isLabelled && words.length > 2) {
      return "expected no classes after @classLabel false, but was \"" + words[2] + "\"";
    }
    List<String> names = new ArrayList<>();
    for (int i = 2; i < words.length; i++) {
      String name = SeriesLabels.normal(words[i]);
      if (names.contains(name)) {
        return "expected different classes after @classLabel, but \"" + name + "\" is repeated";
      }
      names.add(name);
    }
    classes = names;
    return "";
  }

  /** Whether {@code @data} was read. */
  boolean isComplete() {
    return isComplete;
  }

  /** How many channels a series has, or 0 if that is not said. */
  int dimensions() {
    return dimensions;
  }

  /** How many values each channel has, or 0 if they may differ. */
  int length() {
    return isEqualLength ? length : 0;
  }

  /** Expects this length from now on, if all must be equal and no length was given. */
  void fixLength(int first) {
    length = length == 0 ? first : length;
  }

  /** Whether the lines end with a class. */
  boolean isLabelled() {
    return isLabelled;
  }

  /** The names of the classes in order; empty if they are not given. */
  List<String> classes() {
    return classes;
  }
}
