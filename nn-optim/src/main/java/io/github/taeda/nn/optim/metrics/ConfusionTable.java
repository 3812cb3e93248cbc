package io.github.taeda.nn.optim.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How a {@link ConfusionMatrix} is printed. */
final class ConfusionTable {
  private ConfusionTable() {}

  static String of(ConfusionMatrix matrix) {
    return aligned(counts(matrix)) + "\n\n" + aligned(scores(matrix));
  }

  private static List<List<String>> counts(ConfusionMatrix matrix) {
    boolean anyUndecided = IntStream.range(0, matrix.size()).anyMatch(i -> matrix.undecided(i) > 0);
    List<List<String>> table = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("target \\ prediction"));
    head.addAll(matrix.names());
    if (anyUndecided) {
      head.add("NaN");
    }
    table.add(head);
    long[][] counts = matrix.counts();
    for (int i = 0; i < counts.length; i++) {
      List<String> row = new ArrayList<>(List.of(matrix.names().get(i)));
      for (long count : counts[i]) {
        row.add(Long.toString(count));
      }
      if (anyUndecided) {
        row.add(Long.toString(matrix.undecided(i)));
      }
      table.add(row);
    }
    return table;
  }

  private static List<List<String>> scores(ConfusionMatrix matrix) {
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("", "precision", "recall", "F1", "support"));
    for (int i = 0; i < matrix.size(); i++) {
      table.add(
          List.of(
              matrix.names().get(i),
              digits(matrix.precision(i)),
              digits(matrix.recall(i)),
              digits(matrix.f1(i)),
              Long.toString(matrix.support(i))));
    }
    String total = Long.toString(matrix.total());
    table.add(List.of("accuracy", "", "", digits(matrix.accuracy()), total));
    table.add(row("macro", matrix.macro(), total));
    table.add(row("weighted", matrix.weighted(), total));
    return table;
  }

  private static List<String> row(String name, ConfusionMatrix.Means means, String total) {
    return List.of(
        name, digits(means.precision()), digits(means.recall()), digits(means.f1()), total);
  }

  private static String digits(double number) {
    return String.format(Locale.ROOT, "%.4f", number);
  }

  /** Columns two spaces apart, the first to the left, the others to the right. */
  private static String aligned(List<List<String>> rows) {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int j = 0; j < widths.length; j++) {
        widths[j] = Math.max(widths[j], row.get(j).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(row.get(0));
      line.append(" ".repeat(widths[0] - row.get(0).length()));
      for (int j = 1; j < widths.length; j++) {
        line.append(" ".repeat(2 + widths[j] - row.get(j).length())).append(row.get(j));
      }
      lines.add(line.toString());
    }
    return String.join("\n", lines);
  }
}
