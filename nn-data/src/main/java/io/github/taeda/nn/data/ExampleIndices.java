package io.github.taeda.nn.data;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** Checks and random orders of example indices. */
final class ExampleIndices {
  private ExampleIndices() {}

  /** Requires at least one row. */
  static int[] require(Object owner, int[] rows) {
    Objects.requireNonNull(rows, () -> owner + ": rows is null");
    if (rows.length == 0) {
      throw new IllegalArgumentException(owner + ": a batch needs at least one row");
    }
    return rows;
  }

  /** Requires at least one row, each in 0…size−1. */
  static int[] require(Object owner, int[] rows, int size) {
    for (int row : require(owner, rows)) {
      require(owner, row, size);
    }
    return rows;
  }

  /** {@code first, …, end − 1}, each required in 0…size−1. */
  static int[] within(Object owner, int first, int end, int size) {
    if (first < 0 || end < first || end > size) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: rows from %d to %d are not within 0 to %d",
              owner,
              first,
              end,
              size));
    }
    return range(first, end);
  }

  /** Requires a row in 0…size−1. */
  static int require(Object owner, int row, int size) {
    if (row < 0 || row >= size) {
      throw new IllegalArgumentException(
          owner + ": row " + row + " does not exist, there are " + size);
    }
    return row;
  }

  /** {@code first, …, end − 1}. */
  static int[] range(int first, int end) {
    int[] rows = new int[end - first];
    Arrays.setAll(rows, i -> first + i);
    return rows;
  }

  /** Shuffles indices in place, each order equally likely (Fisher and Yates). */
  static int[] shuffle(int[] rows, RandomGenerator random) {
    for (int i = rows.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int row = rows[i];
      rows[i] = rows[j];
      rows[j] = row;
    }
    return rows;
  }
}
