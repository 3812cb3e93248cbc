package io.github.taeda.benchmarks;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;

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

  /** Classes in 0…count−1, the same for the same seed. */
  static Numbers classes(long seed, int count, int rows) {
    Random random = new Random(seed);
    float[] values = new float[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = random.nextInt(count);
    }
    return new Numbers(values, rows);
  }

  /** The same matrix with the rows in the order that {@code from} gives. */
  Numbers rows(IntUnaryOperator from) {
    int width = (int) shape[1];
    float[] ordered = new float[values.length];
    for (int i = 0; i < shape[0]; i++) {
      System.arraycopy(values, from.applyAsInt(i) * width, ordered, i * width, width);
    }
    return new Numbers(ordered, shape);
  }
}
