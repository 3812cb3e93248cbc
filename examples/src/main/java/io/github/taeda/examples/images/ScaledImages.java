package io.github.taeda.examples.images;

import io.github.taeda.nn.data.ImageDataset;

/** Scales images down: each new pixel is the mean brightness of the area that it covers. */
final class ScaledImages {
  private ScaledImages() {}

  /**
   * Scales the first images of a set down.
   *
   * @param images square and greyscale
   * @param count how many, at most all of them
   * @param side pixels per row and column, at most those of the images
   */
  static ImageDataset of(ImageDataset images, int count, int side) {
    byte[] pixels = new byte[Math.multiplyExact(count, side * side)];
    int[] labels = new int[count];
    double[][] weights = weights(images.width(), side);
    for (int i = 0; i < count; i++) {
      labels[i] = images.label(i);
      byte[] image = images.pixels(i);
      for (int row = 0; row < side; row++) {
        for (int column = 0; column < side; column++) {
          double brightness = mean(image, weights[row], weights[column]);
          pixels[(i * side + row) * side + column] = (byte) Math.round(brightness);
        }
      }
    }
    return ImageDataset.of(pixels, labels, side, side, 1, images.classNames());
  }

  /** The weights of the old pixels in each new one along an axis: {@code [side][from]}. */
  private static double[][] weights(int from, int side) {
    double[][] weights = new double[side][from];
    double length = (double) from / side; // of a new pixel, in old ones
    for (int to = 0; to < side; to++) {
      for (int i = 0; i < from; i++) {
        double overlap = Math.min((to + 1) * length, i + 1) - Math.max(to * length, i);
        weights[to][i] = Math.max(0, overlap) / length;
      }
    }
    return weights;
  }

  private static double mean(byte[] image, double[] rows, double[] columns) {
    double mean = 0;
    for (int row = 0; row < rows.length; row++) {
      for (int column = 0; rows[row] > 0 && column < columns.length; column++) {
        mean += rows[row] * columns[column] * (image[row * columns.length + column] & 0xff);
      }
    }
    return mean;
  }
}
