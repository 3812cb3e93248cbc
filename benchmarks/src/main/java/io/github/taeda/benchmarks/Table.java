package io.github.taeda.benchmarks;

import java.util.Locale;

/** A Markdown table that is printed row by row. */
final class Table {
  private static final int NAME = 52;
  private static final int CELL = 10;

  private Table() {}

  /** The heading and the line below it. */
  static String heading(String... names) {
    StringBuilder rule = new StringBuilder("|");
    for (int i = 0; i < names.length; i++) {
      int width = i == 0 ? NAME : Math.max(CELL, names[i].length());
      rule.append("-".repeat(width + 1)).append(i == 0 ? "-|" : ":|");
    }
    return row(names) + rule + System.lineSeparator();
  }

  static String row(String... cells) {
    StringBuilder row = new StringBuilder("|");
    for (int i = 0; i < cells.length; i++) {
      String format = i == 0 ? " %-" + NAME + "s |" : " %" + CELL + "s |";
      row.append(String.format(Locale.ROOT, format, cells[i]));
    }
    return row + System.lineSeparator();
  }

  static String microseconds(double time) {
    return String.format(Locale.ROOT, time < 10 ? "%.2f" : time < 100 ? "%.1f" : "%.0f", time);
  }

  /** Three digits behind the point for what is far below one. */
  static String ratio(double ratio) {
    return String.format(Locale.ROOT, ratio < 0.1 ? "%.3f" : "%.2f", ratio);
  }

  static String whole(double value) {
    return Double.isNaN(value) ? "unknown" : String.format(Locale.ROOT, "%.0f", value);
  }
}
