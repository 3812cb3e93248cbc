package io.github.taeda.nn.data.transforms;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.ops.Elementwise;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Scratch;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A data set whose inputs are disturbed anew each time they are asked for; a view. The targets stay
 * as they are, those of a {@link InputsAsTargets} too: a net then learns to take the noise away.
 *
 * <p>The noise depends on the order of the calls, so one thread at a time may ask.
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
  private double[] numbers = {}; // of the last batch, kept for the next

  private RandomNoise(Dataset data, Kind kind, double strength, RandomGenerator random) {
    this.data = Objects.requireNonNull(data, "Noise: data is null");
    this.kind = kind;
    this.strength = strength;
    this.random = Objects.requireNonNull(random, "Noise: random is null");
  }

  /**
   * Adds normal noise of mean 0.
   *
   * @param deviation its standard deviation, at least 0
   */
  public static RandomNoise gaussian(Dataset data, double deviation, RandomGenerator random) {
    if (!(deviation >= 0 && deviation < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "Noise: deviation must be at least 0 and finite, but was " + deviation);
    }
    return new RandomNoise(data, Kind.GAUSSIAN, deviation, random);
  }

  /**
   * Sets numbers to 0.
   *
   * @param probability of each number, in 0…1
   */
  public static RandomNoise mask(Dataset data, double probability, RandomGenerator random) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "Noise: probability must be from 0 to 1, but was " + probability);
    }
    return new RandomNoise(data, Kind.MASK, probability, random);
  }

  @Override
  public int size() {
    return data.size();
  }

  @Override
  public Batch batch(int... rows) {
    Batch batch = data.batch(rows);
    INDArray input = batch.input();
    Shapes.requireNumbers(this, "input", input);
    if (numbers.length != input.length()) {
      numbers = new double[Math.toIntExact(input.length())];
    }
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          kind == Kind.GAUSSIAN
              ? strength * random.nextGaussian()
              : random.nextDouble() < strength ? 0 : 1;
    }
    INDArray output = Scratch.like(input);
    NDArrays.setValues(numbers, output);
    if (kind == Kind.GAUSSIAN) {
      Elementwise.add(input, output, output);
    } else {
      Elementwise.multiply(input, output, output);
    }
    return new Batch(output, batch.target());
  }

  /** {@code RandomNoise(gaussian 0.1, Images(…))}. */
  @Override
  public String toString() {
    return "Noise(" + (kind == Kind.MASK ? "mask " : "gaussian ") + strength + ", " + data + ")";
  }
}
