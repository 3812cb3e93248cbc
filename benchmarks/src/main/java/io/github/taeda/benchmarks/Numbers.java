package io.github.taeda.benchmarks;

import java.util.Arrays;
import java.util.Random;

/** An array that belongs to no library yet: its numbers in 'c' order, and its shape. */
record Numbers(float[] values, long... shape) {

  /** Numbers drawn evenly from {@code low} to {@code high}, the same for the same seed. */
  static Numbers uniform(long seed, double low, double high, long... shape) {
    Random random = new Random(seed);
    float[] values =
        new float[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (low + (high - low) * random.nextDouble());
    }
    return new Numbers(values, shape);
  }
}
