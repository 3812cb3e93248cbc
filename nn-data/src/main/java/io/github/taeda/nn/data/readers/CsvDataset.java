package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import java.util.List;
import java.util.Locale;

/**
 * What a CSV file holds: numbers as inputs, {@code [batch, columns]}, and what {@link Csv} was told
 * to take as targets: classes, {@code [batch]}; numbers, {@code [batch, 1]}; or the inputs.
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

  /** The input columns in order; "0", "1", … by place in the file if it has no header. */
  public List<String> columnNames() {
    return columnNames;
  }

  /** The classes in order: a target is a place in this list; empty if there are no classes. */
  public List<String> classNames() {
    return classNames;
  }

  /** {@code CsvDataset(150 of 4 columns, 3 classes)}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Table(%d of %d columns%s)",
        size(),
        columnNames.size(),
        classNames.isEmpty() ? "" : ", " + classNames.size() + " classes");
  }
}
