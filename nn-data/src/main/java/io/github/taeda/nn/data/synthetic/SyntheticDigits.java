package io.github.taeda.nn.data.synthetic;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.data.ImageDataset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Drawn digits that look handwritten: an endless, seeded stand-in for MNIST that needs no download.
 *
 * <p>They are synthetic. Each image is one of the few ways in which people write a digit, as smooth
 * curves whose points tremble, slanted, turned, stretched and shifted at random, drawn with a pen
 * of random width. Say so wherever results on them are shown: they say nothing about MNIST.
 *
 * <p>The digits take turns, 0, 1, …, 9, 0, …, so that any stretch of them is balanced; shuffle in
 * training. The same state of the generator gives the same images, bit for bit; fewer of them are
 * the first ones of more.
 */
public final class SyntheticDigits {
  private static final int CLASSES = 10;
  private static final int LEAST_SIDE = 8;

  private SyntheticDigits() {}

  /** Digits of 28 × 28 pixels, MNIST's size. */
  public static ImageDataset images(int count, RandomGenerator random) {
    return images(count, 28, random);
  }

  /**
   * Square images of digits.
   *
   * @param count how many, at least 1
   * @param side pixels per row and column, at least 8; 28 or 16 are usual
   * @param random where the variation comes from
   */
  public static ImageDataset images(int count, int side, RandomGenerator random) {
    Shapes.requireSize("SyntheticDigits", "count", count);
    Shapes.requireLeast("SyntheticDigits", "side", side, LEAST_SIDE);
    Objects.requireNonNull(random, "SyntheticDigits: random is null");
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
    byte[] pixels = new byte[count * side * side];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % CLASSES;
      double[][][] ways = DigitStrokes.ways(labels[i]);
      double[][] way = ways[random.nextInt(ways.length)];
      StrokeRenderer pen = new StrokeRenderer(random, pixels, i * side * side, side);
      for (double[] stroke : way) {
        pen.write(stroke);
      }
    }
    return ImageDataset.of(
        pixels, labels, side, side, 1, List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
  }
}
