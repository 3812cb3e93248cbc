package io.github.taeda.nn.data.synthetic;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.data.ImageDataset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Synthetic handwritten digits: a seeded substitute for MNIST of any size, without a download.
 *
 * <p>Each image is one of a few variants of a digit, drawn as smooth curves with randomly displaced
 * points, random slant, rotation, scale and shift, and a pen of random width. Results on these
 * images say nothing about MNIST and should be reported as results on synthetic digits.
 *
 * <p>The labels repeat 0, 1, …, 9, so that any range of images is balanced; shuffle in training.
 * The same state of the generator gives the same images, bit for bit, and a smaller number of
 * images gives the first ones of a larger number.
 */
public final class SyntheticDigits {
  private static final int CLASSES = 10;
  private static final int MIN_SIDE = 8;

  private SyntheticDigits() {}

  /** Digits of 28 × 28 pixels, MNIST's size. */
  public static ImageDataset images(int count, RandomGenerator random) {
    return images(count, 28, random);
  }

  /**
   * Square images of digits.
   *
   * @param count the number of images, at least 1
   * @param side pixels per row and column, at least 8
   * @param random source of the variation
   */
  public static ImageDataset images(int count, int side, RandomGenerator random) {
    Shapes.requireSize("SyntheticDigits", "count", count);
    Shapes.requireLeast("SyntheticDigits", "side", side, MIN_SIDE);
    Objects.requireNonNull(random, "SyntheticDigits: random is null");
    requireMemory(count, side);
    byte[] pixels = new byte[count * side * side];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % CLASSES;
      double[][][] variants = DigitStrokes.variants(labels[i]);
      double[][] variant = variants[random.nextInt(variants.length)];
      StrokeRenderer renderer = new StrokeRenderer(random, pixels, i * side * side, side);
      for (double[] stroke : variant) {
        renderer.draw(stroke);
      }
    }
    return ImageDataset.of(
        pixels, labels, side, side, 1, List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
  }

  private static void requireMemory(int count, int side) {
    if ((double) count * side * side > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "SyntheticDigits: at most %d bytes fit, but %d images of %d x %d pixels need more",
              Integer.MAX_VALUE,
              count,
              side,
              side));
    }
  }
}
