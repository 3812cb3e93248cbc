package io.github.taeda.examples.images;

import io.github.taeda.nn.data.ImageDataset;

/** Images made smaller: each new pixel is the mean brightness of the area that it covers. */
final class ScaledImages {
  private ScaledImages() {}

  /**
   * The first images of a set, made smaller.
   *
   * @param images square and grey
   * @param count how many, at most all of them
   * @param side pixels per row and column, at most those of the images
   */
  static ImageDataset of(ImageDataset images, int count, int side) {
    byte[] pixels = new byte[Math.multiplyExact(count, side * side)];
    int[] labels = new int[count];
    double[][] shares = shares(images.width(), side);
    for (int i = 0; i < count; i++) {
      labels[i] = images.label(i);
      byte[] image = images.pixels(i);
      for (int row = 0; row < side; row++) {
        for (int column = 0; column < side; column++) {
          double brightness = mean(image, shares[row], shares[column]);
          pixels[(i * side + row) * side + column] = (byte) Math.round(brightness);
        }
      }
    }
    return ImageDataset.of(pixels, labels, side, side, 1, images.classNames());
  }

  /** How much of each new pixel each old one makes up along an axis: {@code [side][from]}. */
  private static double[][] shares(int from, int side) {
    double[][] shares = new double[side][from];
    double length = (double) from / side; // of a new pixel, in old ones
    for (int to = 0; to < side; to++) {
      for (int i = 0; i < from; i++) {
        double overlap = Math.min((to + 1) * length, i + 1) - Math.max(to * length, i);
        shares[to][i] = Math.max(0, overlap) / length;
      }
    }
    return shares;
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
