package io.github.taeda.nn.data.transforms;

import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.ImageDataset;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A view of a data set of images that cuts a smaller window out of each: at a random position for
 * training, from the centre for evaluation. The targets are unchanged.
 *
 * <p>A random position depends on the order of the calls, so only one thread at a time may request
 * batches. For windows that reach over the border see {@link RandomShift}.
 */
public final class Crop extends ImageTransform {
  private final @Nullable RandomGenerator random; // none for the centre

  private Crop(
      Dataset data,
      int height,
      int width,
      int newHeight,
      int newWidth,
      @Nullable RandomGenerator random) {
    super("Crop", data, height, width, newHeight, newWidth);
    this.random = random;
    requireWithin("newHeight", newHeight, height);
    requireWithin("newWidth", newWidth, width);
  }

  private static void requireWithin(String name, int size, int largest) {
    Shapes.requireSize("Crop", name, size);
    if (size > largest) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "Crop: %s must be at most %d, but was %d", name, largest, size));
    }
  }

  /** Cuts windows at random positions, all of them equally likely. */
  public static Crop random(
      ImageDataset images, int newHeight, int newWidth, RandomGenerator random) {
    Objects.requireNonNull(images, "Crop: data is null");
    return random(images, images.height(), images.width(), newHeight, newWidth, random);
  }

  /**
   * Cuts windows at random positions, all of them equally likely.
   *
   * @param data each input holds {@code height · width · channels} values in C order
   * @param newHeight in 1…height
   * @param newWidth in 1…width
   */
  public static Crop random(
      Dataset data, int height, int width, int newHeight, int newWidth, RandomGenerator random) {
    Objects.requireNonNull(random, "Crop: random is null");
    return new Crop(data, height, width, newHeight, newWidth, random);
  }

  /** Cuts the window in the centre. */
  public static Crop centre(ImageDataset images, int newHeight, int newWidth) {
    Objects.requireNonNull(images, "Crop: data is null");
    return centre(images, images.height(), images.width(), newHeight, newWidth);
  }

  /**
   * Cuts the window in the centre, nearer to the first pixel by half a pixel where it cannot be
   * exact.
   *
   * @param data each input holds {@code height · width · channels} values in C order
   * @param newHeight in 1…height
   * @param newWidth in 1…width
   */
  public static Crop centre(Dataset data, int height, int width, int newHeight, int newWidth) {
    return new Crop(data, height, width, newHeight, newWidth, null);
  }

  @Override
  @Nullable RandomGenerator random() {
    return random;
  }

  @Override
  void transform(double[] from, int source, double[] to, int target, int channels) {
    int top = position(height - newHeight);
    int left = position(width - newWidth);
    for (int y = 0; y < newHeight; y++) {
      int begin = source + ((top + y) * width + left) * channels;
      System.arraycopy(from, begin, to, target + y * newWidth * channels, newWidth * channels);
    }
  }

  private int position(int largest) {
    return random == null ? largest / 2 : random.nextInt(largest + 1);
  }

  /** {@code Crop(28 x 28, random 24 x 24, ImageDataset(…))}. */
  @Override
  public String toString() {
    return text((random == null ? "centre " : "random ") + newHeight + " x " + newWidth);
  }
}
