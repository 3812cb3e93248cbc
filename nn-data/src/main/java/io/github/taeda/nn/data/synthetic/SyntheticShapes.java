package io.github.taeda.nn.data.synthetic;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.data.ImageDataset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * Synthetic colour images of ten shapes: a seeded substitute for CIFAR-10, without a download.
 *
 * <p>The class is the shape alone: disc, ring, square, frame, triangle, cross, star, crescent,
 * heart or bars. Size, position, rotation, aspect ratio, the colours of shape and background, small
 * discs and lines around it and noise are random, so that no single pixel tells much of the class.
 * Results on these images say nothing about CIFAR-10 and should be reported as results on synthetic
 * shapes.
 *
 * <p>The labels repeat 0, 1, …, 9, so that any range of images is balanced; shuffle in training.
 * The same state of the generator gives the same images, bit for bit, and a smaller number of
 * images gives the first ones of a larger number.
 */
public final class SyntheticShapes {
  private static final int SIDE = 32;
  private static final int BYTES = SIDE * SIDE * 3;
  private static final List<Shape> CLASSES = List.of(Shape.values());
  private static final List<String> CLASS_NAMES =
      CLASSES.stream().map(shape -> shape.name().toLowerCase(Locale.ROOT)).toList();

  private SyntheticShapes() {}

  /**
   * Images of 32 × 32 pixels in red, green and blue.
   *
   * @param count the number of images, at least 1
   * @param random source of the variation
   */
  public static ImageDataset images(int count, RandomGenerator random) {
    Shapes.requireSize("SyntheticShapes", "count", count);
    Objects.requireNonNull(random, "SyntheticShapes: random is null");
    if (count > Integer.MAX_VALUE / BYTES) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "SyntheticShapes: at most %d images fit, but was %d",
              Integer.MAX_VALUE / BYTES,
              count));
    }
    byte[] pixels = new byte[count * BYTES];
    int[] labels = new int[count];
    ShapeRenderer renderer = new ShapeRenderer(random, SIDE);
    for (int i = 0; i < count; i++) {
      labels[i] = i % CLASSES.size();
      renderer.draw(CLASSES.get(labels[i]), pixels, i * BYTES);
    }
    return ImageDataset.of(pixels, labels, SIDE, SIDE, 3, CLASS_NAMES);
  }
}
