package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.Weighted;
import io.github.taeda.nn.files.FileFormatException;
import io.github.taeda.nn.ops.NDArrays;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The arrays of a CSV file whose lines have been read. */
final class CsvTable {
  private static final int BLOCK = 1 << 16; // values that are written at once

  private final Path path;
  private final CsvSettings settings;
  private final CsvColumns columns;
  private final CsvFields fields;
  private final CsvRows rows; // of inputs, the target and the weight
  private final Map<String, Double> means = new LinkedHashMap<>();

  CsvTable(Path path, CsvSettings settings, CsvColumns columns, CsvFields fields, CsvRows rows) {
    this.path = path;
    this.settings = settings;
    this.columns = columns;
    this.fields = fields;
    this.rows = rows;
  }

  CsvDataset dataset() throws FileFormatException {
    List<String> names = new ArrayList<>();
    Map<String, List<String>> categories = new LinkedHashMap<>();
    for (int i = 0; i < columns.inputs().size(); i++) {
      CsvColumn column = columns.inputs().get(i);
      List<String> known = fields.categories(i);
      switch (column.kind()) {
        case NUMBER -> names.add(column.name());
        case CATEGORY -> names.add(column.name());
        case ONE_HOT -> known.forEach(category -> names.add(column.name() + "=" + category));
      }
      if (column.kind() != CsvColumn.Kind.NUMBER) {
        categories.put(column.name(), known);
      }
    }
    requireLike(names);
    INDArray inputs = inputs(names.size());
    Dataset data = Dataset.of(inputs, columns.target() < 0 ? inputs : targets());
    data = columns.weight() < 0 ? data : Weighted.of(data, column(columns.width() - 1));
    return new CsvDataset(data, names, fields.classes(), categories, means);
  }

  private void requireLike(List<String> names) throws FileFormatException {
    if (settings.model != null && !settings.model.columnNames().equals(names)) {
      throw new FileFormatException(
          path,
          "expected the input columns "
              + settings.model.columnNames()
              + " of the other file, but there are "
              + names);
    }
  }

  private INDArray inputs(int width) throws FileFormatException {
    double[] fills = new double[columns.inputs().size()];
    for (int i = 0; i < fills.length; i++) {
      fills[i] = fill(i);
    }
    INDArray inputs = NDArrays.zeros(settings.type, rows.size(), width);
    int block = Math.max(1, BLOCK / width); // rows
    for (int first = 0; first < rows.size(); first += block) {
      int end = Math.min(first + block, rows.size());
      double[] values = new double[(end - first) * width];
      for (int row = first; row < end; row++) {
        write(row, fills, values, (row - first) * width);
      }
      NDArrays.setValues(values, inputs.get(NDArrayIndex.interval(first, end)));
    }
    return inputs;
  }

  private void write(int row, double[] fills, double[] values, int start) {
    int to = start;
    for (int i = 0; i < fills.length; i++) {
      double value = rows.get(row, i);
      if (columns.inputs().get(i).kind() == CsvColumn.Kind.ONE_HOT) {
        values[to + (int) value] = 1;
        to += fields.count(i);
      } else {
        values[to++] = Double.isNaN(value) ? fills[i] : value;
      }
    }
  }

  /** What missing values of an input column become. */
  private double fill(int input) throws FileFormatException {
    CsvColumn column = columns.inputs().get(input);
    if (settings.missing.kind() != Missing.Kind.MEAN || column.kind() != CsvColumn.Kind.NUMBER) {
      return settings.missing.value();
    }
    Double known = settings.model == null ? null : settings.model.mean(column.name());
    if (settings.model != null && known == null) {
      throw new IllegalArgumentException(
          "Csv: like(…) must be of a file that was read with missing(Missing.MEAN), for the mean of "
              + column.name());
    }
    double mean = known == null ? rows.mean(input) : known;
    if (Double.isNaN(mean)) {
      throw new FileFormatException(
          path, "column " + column.name() + ": expected a value at least once, for the mean");
    }
    means.put(column.name(), mean);
    return mean;
  }

  private double[] column(int index) {
    double[] values = new double[rows.size()];
    Arrays.setAll(values, row -> rows.get(row, index));
    return values;
  }

  private INDArray targets() {
    int target = columns.inputs().size();
    INDArray targets =
        settings.isLabel
            ? NDArrays.zeros(DataType.INT32, rows.size())
            : NDArrays.zeros(settings.type, rows.size(), 1);
    double[] values = column(target);
    if (settings.isLabel) {
      targets.data().setData(Arrays.stream(values).mapToInt(value -> (int) value).toArray());
    } else {
      NDArrays.setValues(values, targets);
    }
    return targets;
  }
}
