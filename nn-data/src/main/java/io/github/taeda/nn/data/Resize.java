package io.github.taeda.nn.data;

import io.github.taeda.nn.Shapes;
import java.util.Locale;
import java.util.Objects;

/**
 * Methods of changing the size of images, {@code [height, width, channels]} as bytes; height and
 * width are scaled on their own, so that another ratio distorts.
 */
public enum Resize {
  /**
   * Linear interpolation between the two nearest pixels of each axis, whose centres lie at i + ½;
   * beyond the border its pixels are repeated. For enlarging; when an image shrinks by more than
   * half, pixels are left out.
   */
  BILINEAR {
    @Override
    double weight(double begin, double end, int pixel, int count) {
      double centre = Math.min(Math.max((begin + end) / 2, 0.5), count - 0.5);
      return Math.max(0, 1 - Math.abs(centre - (pixel + 0.5)));
    }
  },

  /** The mean over the area of the old image that a new pixel covers. For shrinking. */
  AREA {
    @Override
    double weight(double begin, double end, int pixel, int count) {
      double covered = Math.min(end, pixel + 1) - Math.max(begin, pixel);
      return Math.max(0, covered) / (end - begin);
    }
  };

  /**
   * The weight of an old pixel in a new one.
   *
   * @param begin where the new pixel begins, on the old axis
   * @param end where it ends
   * @param pixel index of the old pixel
   * @param count of the old pixels
   */
  abstract double weight(double begin, double end, int pixel, int count);

  /**
   * Scales an image.
   *
   * @param pixels {@code [height, width, channels]}, unsigned bytes in C order
   * @param height at least 1, as are the other sizes
   * @return {@code [newHeight, newWidth, channels]}, rounded to the nearest
   */
  public byte[] apply(
      byte[] pixels, int height, int width, int channels, int newHeight, int newWidth) {
    Objects.requireNonNull(pixels, "Resize: pixels is null");
    requireSizes(pixels, height, width, channels);
    Shapes.requireSize("Resize", "newHeight", newHeight);
    Shapes.requireSize("Resize", "newWidth", newWidth);
    double[] values = new double[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = pixels[i] & 0xff;
    }
    double[] rows = scale(values, 1, height, width * channels, newHeight);
    double[] scaled = scale(rows, newHeight, width, channels, newWidth);
    byte[] result = new byte[scaled.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = (byte) (scaled[i] + 0.5);
    }
    return result;
  }

  private static void requireSizes(byte[] pixels, int height, int width, int channels) {
    Shapes.requireSize("Resize", "height", height);
    Shapes.requireSize("Resize", "width", width);
    Shapes.requireSize("Resize", "channels", channels);
    if (pixels.length != (double) height * width * channels) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "Resize: an image %s needs as many bytes, but there are %d",
              Shapes.text(height, width, channels),
              pixels.length));
    }
  }

  /**
   * Scales the middle axis of {@code [outer, count, inner]} to {@code [outer, newCount, inner]}.
   */
  private double[] scale(double[] from, int outer, int count, int inner, int newCount) {
    double[] to = new double[Math.multiplyExact(Math.multiplyExact(outer, newCount), inner)];
    double step = (double) count / newCount;
    for (int i = 0; i < newCount; i++) {
      double begin = i * step;
      double centre = begin + step / 2;
      int first = Math.max(0, (int) Math.floor(Math.min(begin, centre - 1.5)));
      int last = Math.min(count - 1, (int) Math.ceil(Math.max(begin + step, centre + 0.5)));
      for (int pixel = first; pixel <= last; pixel++) {
        double weight = weight(begin, begin + step, pixel, count);
        for (int o = 0; weight > 0 && o < outer; o++) {
          int source = (o * count + pixel) * inner;
          int target = (o * newCount + i) * inner;
          for (int k = 0; k < inner; k++) {
            to[target + k] += weight * from[source + k];
          }
        }
      }
    }
    return to;
  }
}
