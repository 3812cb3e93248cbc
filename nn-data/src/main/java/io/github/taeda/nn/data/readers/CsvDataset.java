package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import java.util.List;

/**
 * The examples of a CSV file: inputs {@code [batch, columns]}, FLOAT, and the targets that {@link
 * Csv} selects: class indices {@code [batch]}, INT32; values {@code [batch, 1]}; or the inputs.
 */
public final class CsvDataset implements Dataset {
  private final Dataset data;
  private final List<String> columnNames;
  private final List<String> classNames;

  CsvDataset(Dataset data, List<String> columnNames, List<String> classNames) {
    this.data = data;
    this.columnNames = List.copyOf(columnNames);
    this.classNames = List.copyOf(classNames);
  }

  @Override
  public int size() {
    return data.size();
  }

  @Override
  public Batch batch(int... rows) {
    return data.batch(rows);
  }

  /** The names of the input columns; without a header their indices in the file, "0", "1", … */
  public List<String> columnNames() {
    return columnNames;
  }

  /** The names of the classes by class index; empty if there are no classes. */
  public List<String> classNames() {
    return classNames;
  }

  /** {@code CsvDataset(150 of 4 columns, 3 classes)}. */
  @Override
  public String toString() {
    String classes = classNames.isEmpty() ? "" : ", " + classNames.size() + " classes";
    return "CsvDataset(" + size() + " of " + columnNames.size() + " columns" + classes + ")";
  }
}
