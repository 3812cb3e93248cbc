package io.github.taeda.nn.data;

import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Selected examples of another data set, in a given order; a view. {@link ImageDataset#subset} and
 * {@link ImageDataset#range} give subsets that are images.
 */
public final class Subset implements Dataset {
  private final Dataset data;
  private final int[] rows;

  private Subset(Dataset data, int[] rows) {
    this.data = data;
    this.rows = rows;
  }

  /**
   * The examples with these indices.
   *
   * @param rows example indices, each in 0…size−1, in any order; may be empty
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

  /** The index of example {@code row} in the whole data set. */
  public int row(int row) {
    return rows[ExampleIndices.require(this, row, rows.length)];
  }

  int[] rows() {
    return rows;
  }

  @Override
  public List<RandomGenerator> generators() {
    return data.generators();
  }

  @Override
  public Batch batch(int... indices) {
    ExampleIndices.require(this, indices, rows.length);
    int[] chosen = new int[indices.length];
    for (int i = 0; i < indices.length; i++) {
      chosen[i] = rows[indices[i]];
    }
    return data.batch(chosen);
  }

  /** {@code Subset(10 of ImageDataset(…))}. */
  @Override
  public String toString() {
    return "Subset(" + rows.length + " of " + data + ")";
  }
}
