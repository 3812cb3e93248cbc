package io.github.taeda.benchmarks;

import java.util.Arrays;
import java.util.Random;
import java.util.function.IntUnaryOperator;

/** An array that belongs to no library yet: its elements in 'c' order, and its shape. */
record Values(float[] elements, long... shape) {

  /** Elements drawn evenly from {@code low} to {@code high}, the same for the same seed. */
  static Values uniform(long seed, double low, double high, long... shape) {
    Random random = new Random(seed);
    float[] elements =
        new float[Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact))];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (float) (low + (high - low) * random.nextDouble());
    }
    return new Values(elements, shape);
  }

  /** Class indices in 0…count−1, the same for the same seed. */
  static Values classes(long seed, int count, int rows) {
    Random random = new Random(seed);
    float[] elements = new float[rows];
    for (int i = 0; i < rows; i++) {
      elements[i] = random.nextInt(count);
    }
    return new Values(elements, rows);
  }

  /** The same matrix with the rows in the order that {@code from} gives. */
  Values rows(IntUnaryOperator from) {
    int width = (int) shape[1];
    float[] ordered = new float[elements.length];
    for (int i = 0; i < shape[0]; i++) {
      System.arraycopy(elements, from.applyAsInt(i) * width, ordered, i * width, width);
    }
    return new Values(ordered, shape);
  }
}
