package io.github.taeda.examples.digits;

import io.github.taeda.nn.data.readers.ImageFile;
import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A picture of one digit, preprocessed like the images of MNIST: bright strokes on black, the
 * longer side of the digit 20 of 28 pixels, centred by mass.
 */
final class DigitImage {
  private static final double DIGIT_SIDE =
      20 / 28.0; // longer side of the digit, relative to the image
  private static final double MIN_CONTRAST = 0.02; // between strokes and background
  private static final double INK = 0.2; // a pixel brighter than this belongs to the digit

  private final double[][] brightness; // [row][column], the background 0, the brightest 1

  private DigitImage(double[][] brightness) {
    this.brightness = brightness;
  }

  /**
   * Reads a picture of any size, with bright strokes on a dark background or the reverse.
   *
   * @throws FileFormatException if it is no image, or all pixels have the same brightness
   */
  static DigitImage read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString(), null, "there is no such file");
    }
    ImageFile image = ImageFile.grey(file);
    byte[] levels = image.pixels();
    double[][] brightness = new double[image.height()][image.width()];
    for (int i = 0; i < levels.length; i++) {
      brightness[i / image.width()][i % image.width()] = (levels[i] & 0xff) / 255.0;
    }
    if (normalise(brightness) < MIN_CONTRAST) {
      throw new FileFormatException(file, "shows no digit: all pixels have the same brightness");
    }
    return new DigitImage(brightness);
  }

  /**
   * Scales brightness so that the background is 0 and the strongest stroke 1.
   *
   * @return the largest difference from the background
   */
  private static double normalise(double[]... brightness) {
    double background = background(brightness);
    double sign = background > 0.5 ? -1 : 1; // dark strokes on bright paper are inverted
    double strongest = 0;
    for (double[] row : brightness) {
      for (int x = 0; x < row.length; x++) {
        row[x] = Math.max(0, sign * (row[x] - background));
        strongest = Math.max(strongest, row[x]);
      }
    }
    for (double[] row : brightness) {
      for (int x = 0; x < row.length; x++) {
        row[x] /= strongest;
      }
    }
    return strongest;
  }

  /** The median of the pixels at the edge. */
  private static double background(double[]... brightness) {
    int height = brightness.length;
    int width = brightness[0].length;
    double[] edge = new double[2 * (height + width)];
    for (int y = 0; y < height; y++) {
      edge[2 * y] = brightness[y][0];
      edge[2 * y + 1] = brightness[y][width - 1];
    }
    for (int x = 0; x < width; x++) {
      edge[2 * (height + x)] = brightness[0][x];
      edge[2 * (height + x) + 1] = brightness[height - 1][x];
    }
    Arrays.sort(edge);
    return edge[edge.length / 2];
  }

  /**
   * The image in another size, {@code [height · width]}, from 0 to 1. A picture that has this size
   * already is neither scaled nor moved.
   */
  float[] pixels(int height, int width) {
    if (brightness.length == height && brightness[0].length == width) {
      return area(0, 0, 1, height, width);
    }
    double scale =
        longerSide() / (DIGIT_SIDE * Math.min(height, width)); // pixels here per pixel there
    double[] middle = middle();
    double top = middle[0] - scale * height / 2.0;
    double left = middle[1] - scale * width / 2.0;
    return area(top, left, scale, height, width);
  }

  /** The longer side of the smallest rectangle around the digit. */
  private int longerSide() {
    int[] rows = {Integer.MAX_VALUE, 0};
    int[] columns = {Integer.MAX_VALUE, 0};
    for (int y = 0; y < brightness.length; y++) {
      for (int x = 0; x < brightness[y].length; x++) {
        if (brightness[y][x] > INK) {
          rows = new int[] {Math.min(rows[0], y), Math.max(rows[1], y)};
          columns = new int[] {Math.min(columns[0], x), Math.max(columns[1], x)};
        }
      }
    }
    return 1 + Math.max(rows[1] - rows[0], columns[1] - columns[0]);
  }

  /** The centre of mass of the digit: row and column. */
  private double[] middle() {
    double mass = 0;
    double row = 0;
    double column = 0;
    for (int y = 0; y < brightness.length; y++) {
      for (int x = 0; x < brightness[y].length; x++) {
        double ink = brightness[y][x] > INK ? brightness[y][x] : 0;
        mass += ink;
        row += ink * (y + 0.5);
        column += ink * (x + 0.5);
      }
    }
    return new double[] {row / mass, column / mass};
  }

  /** The mean brightness of adjacent squares; outside the picture it is 0. */
  private float[] area(double top, double left, double scale, int height, int width) {
    float[] pixels = new float[height * width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] = (float) mean(top + y * scale, left + x * scale, scale);
      }
    }
    return pixels;
  }

  private double mean(double top, double left, double side) {
    double sum = 0;
    int endY = Math.min(brightness.length, (int) Math.ceil(top + side));
    int endX = Math.min(brightness[0].length, (int) Math.ceil(left + side));
    for (int y = Math.max(0, (int) Math.floor(top)); y < endY; y++) {
      double tall = Math.min(y + 1, top + side) - Math.max(y, top);
      for (int x = Math.max(0, (int) Math.floor(left)); x < endX; x++) {
        double wide = Math.min(x + 1, left + side) - Math.max(x, left);
        sum += tall * wide * brightness[y][x];
      }
    }
    return sum / (side * side);
  }
}
