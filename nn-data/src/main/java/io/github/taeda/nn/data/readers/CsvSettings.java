package io.github.taeda.nn.data.readers;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Csv} was told.
 *
 * @param header whether the first line names the columns
 * @param separator what stands between fields
 * @param target the name or place of the column of targets, if there is one
 * @param classes whether that column holds names of classes
 * @param classNames the classes in order; empty: as they come
 * @param without names and places of columns that are left out
 */
record CsvSettings(
    boolean header,
    char separator,
    @Nullable Object target,
    boolean classes,
    List<String> classNames,
    List<Object> without) {
  CsvSettings separator(char other) {
    return new CsvSettings(header, other, target, classes, classNames, without);
  }

  CsvSettings label(Object column) {
    return new CsvSettings(header, separator, column, true, classNames, without);
  }

  CsvSettings target(Object column) {
    return new CsvSettings(header, separator, column, false, classNames, without);
  }

  CsvSettings classes(List<String> names) {
    return new CsvSettings(header, separator, target, classes, names, without);
  }

  CsvSettings without(List<?> columns) {
    List<Object> all = new ArrayList<>(without);
    all.addAll(columns);
    return new CsvSettings(header, separator, target, classes, classNames, List.copyOf(all));
  }
}
