package io.github.taeda.nn.data.readers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/** The settings of a {@link Csv} reader, which are changed in copies only. */
final class CsvSettings {
  boolean hasHeader;
  char separator = ',';
  boolean decimalComma;
  @Nullable Character comment;
  @Nullable Object target; // the name or index of the target column
  @Nullable Object weight; // the name or index of the column of weights
  boolean isLabel; // whether the targets are names of classes
  List<String> classNames = List.of(); // by class index; empty: in the order of their occurrence
  List<Object> excluded = new ArrayList<>(); // names and indices of columns
  Map<Object, CsvColumn.Kind> categories = new LinkedHashMap<>(); // by name or index
  Missing missing = Missing.REJECT;
  DataType type = DataType.FLOAT;
  @Nullable CsvDataset model; // whose columns, categories and means apply

  CsvSettings(boolean hasHeader) {
    this.hasHeader = hasHeader;
  }

  /** A copy with changes. */
  CsvSettings with(Consumer<CsvSettings> changes) {
    CsvSettings copy = new CsvSettings(hasHeader);
    copy.separator = separator;
    copy.decimalComma = decimalComma;
    copy.comment = comment;
    copy.target = target;
    copy.weight = weight;
    copy.isLabel = isLabel;
    copy.classNames = classNames;
    copy.excluded = new ArrayList<>(excluded);
    copy.categories = new LinkedHashMap<>(categories);
    copy.missing = missing;
    copy.type = type;
    copy.model = model;
    changes.accept(copy);
    return copy;
  }
}
