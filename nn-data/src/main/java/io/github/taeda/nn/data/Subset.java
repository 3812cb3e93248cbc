package io.github.taeda.nn.data;

import java.util.Objects;

/**
 * Some examples of another data set, in an order of their own; a view, nothing is copied. Parts of
 * {@link ImageDataset} that are to remain images are {@link ImageDataset#subset} and {@link
 * ImageDataset#range}.
 */
public final class Subset implements Dataset {
  private final Dataset data;
  private final int[] rows;

  private Subset(Dataset data, int[] rows) {
    this.data = data;
    this.rows = rows;
  }

  /**
   * The examples with these numbers.
   *
   * @param rows each in 0…size−1, in any order; none is allowed
   */
  public static Subset of(Dataset data, int... rows) {
    Objects.requireNonNull(data, "Subset: data is null");
    Objects.requireNonNull(rows, "Subset: rows is null");
    for (int row : rows) {
      ExampleIndices.require("Subset", row, data.size());
    }
    return new Subset(data, rows.clone());
  }

  /** The examples {@code first, …, end − 1}. */
  public static Subset range(Dataset data, int first, int end) {
    Objects.requireNonNull(data, "Subset: data is null");
    return new Subset(data, ExampleIndices.within("Subset", first, end, data.size()));
  }

  @Override
  public int size() {
    return rows.length;
  }

  /** The number that example {@code row} has in the whole data set. */
  public int row(int row) {
    return rows[ExampleIndices.require(this, row, rows.length)];
  }

  int[] rows() {
    return rows;
  }

  @Override
  public Batch batch(int... numbers) {
    ExampleIndices.require(this, numbers, rows.length);
    int[] chosen = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      chosen[i] = rows[numbers[i]];
    }
    return data.batch(chosen);
  }

  /** {@code Subset(10 of Images(…))}. */
  @Override
  public String toString() {
    return "Subset(" + rows.length + " of " + data + ")";
  }
}
