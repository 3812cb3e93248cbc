package io.github.taeda.nn.data.transforms;

import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;

/** A view of a data set whose targets are its inputs, for autoencoders. */
public final class InputsAsTargets implements Dataset {
  private final Dataset data;

  private InputsAsTargets(Dataset data) {
    this.data = data;
  }

  /** The data set with its inputs as targets. */
  public static InputsAsTargets of(Dataset data) {
    return new InputsAsTargets(Objects.requireNonNull(data, "InputsAsTargets: data is null"));
  }

  @Override
  public int size() {
    return data.size();
  }

  @Override
  public List<RandomGenerator> generators() {
    return data.generators();
  }

  @Override
  public Batch batch(int... rows) {
    Batch batch = data.batch(rows);
    return batch.withTarget(batch.input());
  }

  /** {@code InputsAsTargets(ImageDataset(…))}. */
  @Override
  public String toString() {
    return "InputsAsTargets(" + data + ")";
  }
}
