package io.github.taeda.nn.data.readers;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;

/** The rows of a table, as FLOAT or DOUBLE. */
final class CsvRows {
  private final boolean isFloat;
  private final List<float[]> floats = new ArrayList<>();
  private final List<double[]> doubles = new ArrayList<>();

  CsvRows(DataType type) {
    isFloat = type == DataType.FLOAT;
  }

  void add(double[] row) {
    if (isFloat) {
      float[] copy = new float[row.length];
      for (int i = 0; i < row.length; i++) {
        copy[i] = (float) row[i];
      }
      floats.add(copy);
    } else {
      doubles.add(row.clone());
    }
  }

  int size() {
    return isFloat ? floats.size() : doubles.size();
  }

  double get(int row, int column) {
    return isFloat ? floats.get(row)[column] : doubles.get(row)[column];
  }

  /** The mean of the values of a column that are there; NaN if there are none. */
  double mean(int column) {
    double mean = 0;
    long count = 0;
    for (int row = 0; row < size(); row++) {
      double value = get(row, column);
      if (!Double.isNaN(value)) {
        count++;
        mean += (value - mean) / count;
      }
    }
    return count == 0 ? Double.NaN : mean;
  }
}
