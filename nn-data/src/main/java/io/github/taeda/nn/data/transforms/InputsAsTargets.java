package io.github.taeda.nn.data.transforms;

import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import java.util.Objects;

/** A data set whose targets are its inputs, for autoencoders; a view. */
public final class InputsAsTargets implements Dataset {
  private final Dataset data;

  private InputsAsTargets(Dataset data) {
    this.data = data;
  }

  /** The inputs of a data set, as targets too. */
  public static InputsAsTargets of(Dataset data) {
    return new InputsAsTargets(Objects.requireNonNull(data, "Reconstruction: data is null"));
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

  /** {@code InputsAsTargets(Images(…))}. */
  @Override
  public String toString() {
    return "Reconstruction(" + data + ")";
  }
}
