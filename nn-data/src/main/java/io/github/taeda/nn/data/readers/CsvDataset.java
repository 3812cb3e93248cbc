package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The examples of a CSV file: inputs {@code [batch, columns]}, FLOAT or DOUBLE, and the targets
 * that {@link Csv} selects: class indices {@code [batch]}, INT32; values {@code [batch, 1]}; or the
 * inputs.
 */
public final class CsvDataset implements Dataset {
  private final Dataset data;
  private final List<String> columnNames;
  private final List<String> classNames;
  private final Map<String, List<String>> categories;
  private final Map<String, Double> means; // that were filled in, by column

  CsvDataset(
      Dataset data,
      List<String> columnNames,
      List<String> classNames,
      Map<String, List<String>> categories,
      Map<String, Double> means) {
    this.data = data;
    this.columnNames = List.copyOf(columnNames);
    this.classNames = List.copyOf(classNames);
    this.categories = Collections.unmodifiableMap(categories);
    this.means = means;
  }

  @Override
  public int size() {
    return data.size();
  }

  @Override
  public Batch batch(int... rows) {
    return data.batch(rows);
  }

  /**
   * The names of the input columns, {@code colour=red} for a category of a one-hot column; without
   * a header their indices in the file, "0", "1", …
   */
  public List<String> columnNames() {
    return columnNames;
  }

  /** The names of the classes by class index; empty if there are no classes. */
  public List<String> classNames() {
    return classNames;
  }

  /** The names of the categories by index, for each column of categories in the file. */
  public Map<String, List<String>> categories() {
    return categories;
  }

  /** The mean that was filled in in a column, if that was asked for. */
  @Nullable Double mean(String column) {
    return means.get(column);
  }

  /** {@code CsvDataset(150 of 4 columns, 3 classes)}. */
  @Override
  public String toString() {
    String classes = classNames.isEmpty() ? "" : ", " + classNames.size() + " classes";
    return "CsvDataset(" + size() + " of " + columnNames.size() + " columns" + classes + ")";
  }
}
