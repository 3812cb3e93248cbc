package io.github.taeda.examples.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A table of texts with headings, for the console and for an {@link HtmlReport}. */
public final class Table {
  private static final Pattern NUMBER =
      Pattern.compile("[-+−]?[\\d,]*\\.?\\d+([eE][-+]?\\d+)?( %)?");

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(List<String> headings) {
    this.headings = headings;
  }

  /** An empty table. */
  public static Table of(String... headings) {
    return new Table(List.of(headings));
  }

  /** Adds a row, which may be shorter than the headings. */
  public Table row(String... cells) {
    if (cells.length > headings.size()) {
      throw new IllegalArgumentException(
          "Table: a row must have at most " + headings.size() + " cells, but had " + cells.length);
    }
    rows.add(List.of(cells));
    return this;
  }

  List<String> headings() {
    return headings;
  }

  List<List<String>> rows() {
    return rows;
  }

  /** Whether a cell is a number, which is aligned to the right. */
  static boolean isNumber(String cell) {
    return NUMBER.matcher(cell).matches();
  }

  /** Aligned columns; each line is indented by two blanks and ends in {@code \n}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    int[] widths = widths();
    line(text, headings, widths);
    rows.forEach(row -> line(text, row, widths));
    return text.toString();
  }

  private int[] widths() {
    int[] widths = new int[headings.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = headings.get(column).length();
      for (List<String> row : rows) {
        int width = column < row.size() ? row.get(column).length() : 0;
        widths[column] = Math.max(widths[column], width);
      }
    }
    return widths;
  }

  private void line(StringBuilder text, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String blanks = " ".repeat(widths[column] - cell.length());
      line.append("  ").append(isNumeric(column) ? blanks + cell : cell + blanks);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  /** Whether each cell of a column below its heading is a number. */
  boolean isNumeric(int column) {
    return rows.stream()
        .filter(row -> column < row.size() && !row.get(column).isEmpty())
        .allMatch(row -> isNumber(row.get(column)));
  }
}
