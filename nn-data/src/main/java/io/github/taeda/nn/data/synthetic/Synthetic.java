package io.github.taeda.nn.data.synthetic;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.Examples;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Small synthetic data sets in the plane: inputs {@code [size, 2]}, FLOAT.
 *
 * <p>Targets of classes are class indices {@code [size]}, INT32, which repeat 0, 1, …. Noise is
 * normally distributed with the given σ along each axis.
 */
public final class Synthetic {
  private Synthetic() {}

  /** XOR: the four corners (0, 0), (0, 1), (1, 0), (1, 1) to 0, 1, 1, 0, {@code [4, 1]}. */
  public static Dataset xor() {
    return Examples.of(
        new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}, new float[][] {{0}, {1}, {1}, {0}});
  }

  /** The corners of {@link #xor()}, repeated, with noise; targets {@code [size, 1]}, 0 or 1. */
  public static Dataset xor(int size, double noise, RandomGenerator random) {
    require(size, noise, random);
    float[][] inputs = new float[size][];
    float[][] targets = new float[size][];
    for (int i = 0; i < size; i++) {
      int a = i / 2 % 2;
      int b = i % 2;
      inputs[i] = point(a, b, noise, random);
      targets[i] = new float[] {a ^ b};
    }
    return Examples.of(inputs, targets);
  }

  /**
   * Two interleaved half circles of radius 1: the upper half around (0, 0), the lower around (1,
   * ½).
   */
  public static Dataset moons(int size, double noise, RandomGenerator random) {
    require(size, noise, random);
    float[][] inputs = new float[size][];
    int[] classes = new int[size];
    for (int i = 0; i < size; i++) {
      classes[i] = i % 2;
      double angle = Math.PI * random.nextDouble();
      inputs[i] =
          classes[i] == 0
              ? point(StrictMath.cos(angle), StrictMath.sin(angle), noise, random)
              : point(1 - StrictMath.cos(angle), 0.5 - StrictMath.sin(angle), noise, random);
    }
    return Examples.of(inputs, classes);
  }

  /**
   * Normally distributed clusters whose centres are equally spaced on the unit circle, from (1, 0).
   *
   * @param classes the number of clusters, at least 1
   * @param noise σ within a cluster
   */
  public static Dataset blobs(int size, int classes, double noise, RandomGenerator random) {
    require(size, noise, random);
    Shapes.requireSize("Synthetic", "classes", classes);
    float[][] inputs = new float[size][];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = i % classes;
      double angle = 2 * Math.PI * labels[i] / classes;
      inputs[i] = point(StrictMath.cos(angle), StrictMath.sin(angle), noise, random);
    }
    return Examples.of(inputs, labels);
  }

  /**
   * Spirals of one turn around the origin, from radius 0 to 1, each a class.
   *
   * @param arms the number of spirals, at least 1
   */
  public static Dataset spirals(int size, int arms, double noise, RandomGenerator random) {
    require(size, noise, random);
    Shapes.requireSize("Synthetic", "arms", arms);
    float[][] inputs = new float[size][];
    int[] classes = new int[size];
    for (int i = 0; i < size; i++) {
      classes[i] = i % arms;
      double radius = random.nextDouble();
      double angle = 2 * Math.PI * (radius + (double) classes[i] / arms);
      inputs[i] =
          point(radius * StrictMath.cos(angle), radius * StrictMath.sin(angle), noise, random);
    }
    return Examples.of(inputs, classes);
  }

  private static void require(int size, double noise, RandomGenerator random) {
    Shapes.requireSize("Synthetic", "size", size);
    Objects.requireNonNull(random, "Synthetic: random is null");
    Checks.requireNonNegative("Synthetic", "noise", noise);
  }

  private static float[] point(double x, double y, double noise, RandomGenerator random) {
    return new float[] {
      (float) (x + noise * random.nextGaussian()), (float) (y + noise * random.nextGaussian())
    };
  }
}
