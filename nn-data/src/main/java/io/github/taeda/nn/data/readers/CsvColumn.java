package io.github.taeda.nn.data.readers;

/**
 * An input column of a CSV file.
 *
 * @param index its index in the file
 * @param name its name; without a header its index
 * @param kind what its fields are
 */
record CsvColumn(int index, String name, Kind kind) {
  /** What fields are. */
  enum Kind {
    /** A number. */
    NUMBER,
    /** The name of a category, whose index is the input. */
    CATEGORY,
    /** The name of a category; there is an input of 0 or 1 for each. */
    ONE_HOT
  }
}
