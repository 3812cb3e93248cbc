package io.github.taeda.nn.data.transforms;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.ImageDataset;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * A view of a data set of images that rotates each image of a batch about its centre by a random
 * angle, with linear interpolation between pixels and 0 outside. The targets are unchanged.
 *
 * <p>The angle depends on the order of the calls, so only one thread at a time may request batches.
 */
public final class RandomRotation extends ImageTransform {
  private final double maxDegrees;
  private final RandomGenerator random;

  private RandomRotation(
      Dataset data, int height, int width, double maxDegrees, RandomGenerator random) {
    super("RandomRotation", data, height, width, height, width);
    this.maxDegrees = Checks.requireNonNegative("RandomRotation", "maxDegrees", maxDegrees);
    this.random = Objects.requireNonNull(random, "RandomRotation: random is null");
  }

  /** Rotates images, in any shape of their batches. */
  public static RandomRotation of(ImageDataset images, double maxDegrees, RandomGenerator random) {
    Objects.requireNonNull(images, "RandomRotation: data is null");
    return of(images, images.height(), images.width(), maxDegrees, random);
  }

  /**
   * Rotates the inputs of a data set.
   *
   * @param data each input holds {@code height · width · channels} values in C order
   * @param maxDegrees the largest angle in either direction, at least 0; all are equally likely
   */
  public static RandomRotation of(
      Dataset data, int height, int width, double maxDegrees, RandomGenerator random) {
    return new RandomRotation(data, height, width, maxDegrees, random);
  }

  @Override
  RandomGenerator random() {
    return random;
  }

  @Override
  void transform(double[] from, int source, double[] to, int target, int channels) {
    double angle = StrictMath.toRadians((2 * random.nextDouble() - 1) * maxDegrees);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double right = x - (width - 1) / 2.0;
        double down = y - (height - 1) / 2.0;
        double column = cos * right - sin * down + (width - 1) / 2.0;
        double row = sin * right + cos * down + (height - 1) / 2.0;
        int pixel = target + (y * width + x) * channels;
        for (int channel = 0; channel < channels; channel++) {
          to[pixel + channel] = value(from, source + channel, channels, row, column);
        }
      }
    }
  }

  /** The value between four pixels. */
  private double value(double[] from, int start, int channels, double row, double column) {
    int top = (int) Math.floor(row);
    int left = (int) Math.floor(column);
    double sum = 0;
    for (int y = top; y <= top + 1; y++) {
      for (int x = left; x <= left + 1; x++) {
        double weight = (1 - Math.abs(row - y)) * (1 - Math.abs(column - x));
        if (weight > 0 && y >= 0 && y < height && x >= 0 && x < width) {
          sum += weight * from[start + (y * width + x) * channels];
        }
      }
    }
    return sum;
  }

  /** {@code RandomRotation(28 x 28, up to 15.0 degrees, ImageDataset(…))}. */
  @Override
  public String toString() {
    return text("up to " + maxDegrees + " degrees");
  }
}
