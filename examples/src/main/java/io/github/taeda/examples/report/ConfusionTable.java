package io.github.taeda.examples.report;

import io.github.taeda.nn.optim.metrics.ConfusionMatrix;
import java.util.Locale;

/** A confusion matrix as a table: for each true class the predicted ones, and its recall. */
public final class ConfusionTable {
  private ConfusionTable() {}

  /** The counts of a matrix, and the recall of each class. */
  public static Table of(ConfusionMatrix matrix) {
    int classes = matrix.names().size();
    String[] headings = new String[classes + 2];
    headings[0] = "class";
    headings[classes + 1] = "recall";
    for (int i = 0; i < classes; i++) {
      headings[i + 1] = matrix.names().get(i);
    }
    Table table = Table.of(headings);
    for (int row = 0; row < classes; row++) {
      String[] cells = new String[classes + 2];
      cells[0] = matrix.names().get(row);
      cells[classes + 1] = String.format(Locale.ROOT, "%.2f %%", 100 * matrix.recall(row));
      for (int i = 0; i < classes; i++) {
        cells[i + 1] = Long.toString(matrix.counts()[row][i]);
      }
      table.row(cells);
    }
    return table;
  }
}
