package io.github.taeda.nn.data.transforms;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A view of a data set that adds fresh noise to the inputs of each batch. The targets are
 * unchanged; with those of {@link InputsAsTargets} a net learns to remove the noise.
 *
 * <p>The noise depends on the order of the calls, so only one thread at a time may request batches.
 */
public final class RandomNoise implements Dataset {
  private enum Kind {
    GAUSSIAN,
    MASK
  }

  private final Dataset data;
  private final Kind kind;
  private final double strength;
  private final RandomGenerator random;
  private double[] values = {}; // of the last batch, reused for the next

  private RandomNoise(Dataset data, Kind kind, double strength, RandomGenerator random) {
    this.data = Objects.requireNonNull(data, "RandomNoise: data is null");
    this.kind = kind;
    this.strength = strength;
    this.random = Objects.requireNonNull(random, "RandomNoise: random is null");
  }

  /**
   * Adds normally distributed noise of mean 0.
   *
   * @param standardDeviation at least 0
   */
  public static RandomNoise gaussian(
      Dataset data, double standardDeviation, RandomGenerator random) {
    Checks.requireNonNegative("RandomNoise", "standardDeviation", standardDeviation);
    return new RandomNoise(data, Kind.GAUSSIAN, standardDeviation, random);
  }

  /**
   * Sets elements to 0.
   *
   * @param probability of each element, in 0…1
   */
  public static RandomNoise mask(Dataset data, double probability, RandomGenerator random) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "RandomNoise: probability must be from 0 to 1, but was " + probability);
    }
    return new RandomNoise(data, Kind.MASK, probability, random);
  }

  @Override
  public int size() {
    return data.size();
  }

  @Override
  public List<RandomGenerator> generators() {
    return Stream.concat(data.generators().stream(), Stream.of(random)).toList();
  }

  @Override
  public Batch batch(int... rows) {
    Batch batch = data.batch(rows);
    INDArray input = batch.input();
    Shapes.requireNumbers(this, "input", input);
    if (values.length != input.length()) {
      values = new double[Math.toIntExact(input.length())];
    }
    for (int i = 0; i < values.length; i++) {
      values[i] =
          kind == Kind.GAUSSIAN
              ? strength * random.nextGaussian()
              : random.nextDouble() < strength ? 0 : 1;
    }
    INDArray output = Scratch.like(input);
    NDArrays.setValues(values, output);
    if (kind == Kind.GAUSSIAN) {
      Elementwise.add(input, output, output);
    } else {
      Elementwise.multiply(input, output, output);
    }
    return batch.withInput(output);
  }

  /** {@code RandomNoise(gaussian 0.1, ImageDataset(…))}. */
  @Override
  public String toString() {
    return "RandomNoise("
        + (kind == Kind.MASK ? "mask " : "gaussian ")
        + strength
        + ", "
        + data
        + ")";
  }
}
