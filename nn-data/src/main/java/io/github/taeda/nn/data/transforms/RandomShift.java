package io.github.taeda.nn.data.transforms;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.ImageDataset;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A view of a data set of images that shifts each image of a batch by a random number of pixels
 * along each axis, filling the border with 0. The targets are unchanged.
 *
 * <p>The shift depends on the order of the calls, so only one thread at a time may request batches.
 */
public final class RandomShift extends ImageTransform {
  private final int maxShift;
  private final RandomGenerator random;

  private RandomShift(Dataset data, int height, int width, int maxShift, RandomGenerator random) {
    super("RandomShift", data, height, width, height, width);
    this.maxShift = maxShift;
    this.random = Objects.requireNonNull(random, "RandomShift: random is null");
  }

  /** Shifts images, in any shape of their batches. */
  public static RandomShift of(ImageDataset images, int maxShift, RandomGenerator random) {
    Objects.requireNonNull(images, "RandomShift: data is null");
    return of(images, images.height(), images.width(), maxShift, random);
  }

  /**
   * Shifts the inputs of a data set.
   *
   * @param data each input holds {@code height · width · channels} values in C order
   * @param maxShift the largest shift in pixels, from 0 on; all shifts are equally likely
   */
  public static RandomShift of(
      Dataset data, int height, int width, int maxShift, RandomGenerator random) {
    Shapes.requireLeast("RandomShift", "maxShift", maxShift, 0);
    if (maxShift == Integer.MAX_VALUE) {
      throw new IllegalArgumentException("RandomShift: maxShift must be less than " + maxShift);
    }
    return new RandomShift(data, height, width, maxShift, random);
  }

  @Override
  RandomGenerator random() {
    return random;
  }

  @Override
  void transform(double[] from, int source, double[] to, int target, int channels) {
    int down = random.nextInt(-maxShift, maxShift + 1);
    int right = random.nextInt(-maxShift, maxShift + 1);
    int columns = width - Math.abs(right);
    if (columns <= 0) {
      return;
    }
    for (int y = Math.max(0, down); y < Math.min(height, height + down); y++) {
      int begin = ((y - down) * width + Math.max(0, -right)) * channels;
      int end = (y * width + Math.max(0, right)) * channels;
      System.arraycopy(from, source + begin, to, target + end, columns * channels);
    }
  }

  /** {@code RandomShift(28 x 28, up to 2, ImageDataset(…))}. */
  @Override
  public String toString() {
    return text("up to " + maxShift);
  }
}
