package io.github.taeda.nn.data.transforms;

import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.ImageDataset;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A view of a data set of images that mirrors each image of a batch with probability ½. The targets
 * are unchanged.
 *
 * <p>The result depends on the order of the calls, so only one thread at a time may request
 * batches.
 */
public final class RandomFlip extends ImageTransform {
  private final boolean isHorizontal;
  private final RandomGenerator random;

  private RandomFlip(
      Dataset data, int height, int width, boolean isHorizontal, RandomGenerator random) {
    super("RandomFlip", data, height, width, height, width);
    this.isHorizontal = isHorizontal;
    this.random = Objects.requireNonNull(random, "RandomFlip: random is null");
  }

  /** Exchanges left and right, in any shape of the images' batches. */
  public static RandomFlip horizontal(ImageDataset images, RandomGenerator random) {
    Objects.requireNonNull(images, "RandomFlip: data is null");
    return horizontal(images, images.height(), images.width(), random);
  }

  /**
   * Exchanges left and right.
   *
   * @param data each input holds {@code height · width · channels} values in C order
   */
  public static RandomFlip horizontal(Dataset data, int height, int width, RandomGenerator random) {
    return new RandomFlip(data, height, width, true, random);
  }

  /** Exchanges top and bottom, in any shape of the images' batches. */
  public static RandomFlip vertical(ImageDataset images, RandomGenerator random) {
    Objects.requireNonNull(images, "RandomFlip: data is null");
    return vertical(images, images.height(), images.width(), random);
  }

  /**
   * Exchanges top and bottom.
   *
   * @param data each input holds {@code height · width · channels} values in C order
   */
  public static RandomFlip vertical(Dataset data, int height, int width, RandomGenerator random) {
    return new RandomFlip(data, height, width, false, random);
  }

  @Override
  RandomGenerator random() {
    return random;
  }

  @Override
  void transform(double[] from, int source, double[] to, int target, int channels) {
    boolean flips = random.nextBoolean();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int row = flips && !isHorizontal ? height - 1 - y : y;
        int column = flips && isHorizontal ? width - 1 - x : x;
        int begin = source + (row * width + column) * channels;
        System.arraycopy(from, begin, to, target + (y * width + x) * channels, channels);
      }
    }
  }

  /** {@code RandomFlip(28 x 28, horizontal, ImageDataset(…))}. */
  @Override
  public String toString() {
    return text(isHorizontal ? "horizontal" : "vertical");
  }
}
