package io.github.taeda.nn.data.readers;

import java.util.Arrays;

/** A list of numbers that grows. */
final class FloatList {
  private float[] numbers = new float[1024];
  private int size;

  void add(float number) {
    if (size == numbers.length) {
      numbers = Arrays.copyOf(numbers, Math.addExact(size, size / 2));
    }
    numbers[size++] = number;
  }

  float[] toArray() {
    return Arrays.copyOf(numbers, size);
  }
}
