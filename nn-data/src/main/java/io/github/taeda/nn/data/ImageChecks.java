package io.github.taeda.nn.data;

import io.github.taeda.nn.Shapes;
import java.util.List;
import java.util.Locale;

/** Checks of the images of an {@link ImageDataset}. */
final class ImageChecks {
  private ImageChecks() {}

  /** Requires sizes of at least 1. */
  static void requireSizes(int height, int width, int channels) {
    Shapes.requireSize("ImageDataset", "height", height);
    Shapes.requireSize("ImageDataset", "width", width);
    Shapes.requireSize("ImageDataset", "channels", channels);
  }

  /** Requires the pixels of {@code size} images. */
  static void requireLength(byte[] pixels, int size, int height, int width, int channels) {
    requireSizes(height, width, channels);
    if (pixels.length != (double) size * height * width * channels) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "ImageDataset: %d labels need pixels %s, but there are %d bytes",
              size,
              Shapes.text(size, height, width, channels),
              pixels.length));
    }
  }

  /** Requires that every label is a class index. */
  static void requireClasses(int[] labels, List<String> classNames) {
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classNames.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "ImageDataset: labels must be from 0 to %d, but label %d is %d",
                classNames.size() - 1,
                i,
                labels[i]));
      }
    }
  }
}
