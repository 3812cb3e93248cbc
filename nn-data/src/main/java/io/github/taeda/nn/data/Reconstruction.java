package io.github.taeda.nn.data;

import java.util.Objects;

/** A data set whose targets are its inputs, for autoencoders; a view. */
public final class Reconstruction implements Dataset {
  private final Dataset data;

  private Reconstruction(Dataset data) {
    this.data = data;
  }

  /** The inputs of a data set, as targets too. */
  public static Reconstruction of(Dataset data) {
    return new Reconstruction(Objects.requireNonNull(data, "Reconstruction: data is null"));
  }

  @Override
  public int size() {
    return data.size();
  }

  @Override
  public Batch batch(int... rows) {
    Batch batch = data.batch(rows);
    return new Batch(batch.input(), batch.input());
  }

  /** {@code Reconstruction(Images(…))}. */
  @Override
  public String toString() {
    return "Reconstruction(" + data + ")";
  }
}
