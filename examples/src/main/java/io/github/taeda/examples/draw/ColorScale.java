package io.github.taeda.examples.draw;

import java.awt.image.BufferedImage;
import java.util.function.DoubleUnaryOperator;

/**
 * A sequential colour scale for values from 0 to 1, the colours of a torch from night to flame.
 *
 * <p>Lightness grows monotonically, so that a picture printed in greyscale shows the same.
 */
final class ColorScale {
  private static final int[][] STOPS = {
    {24, 16, 64}, {96, 28, 108}, {188, 58, 80}, {243, 146, 52}, {252, 240, 176}
  };

  private ColorScale() {}

  /** The colour of a value as {@code 0xRRGGBB}; values beyond 0 and 1 are clipped. */
  static int rgb(double value) {
    double position = Math.min(Math.max(value, 0), 1) * (STOPS.length - 1);
    int left = Math.min((int) position, STOPS.length - 2);
    int color = 0;
    for (int channel = 0; channel < 3; channel++) {
      double from = STOPS[left][channel];
      double to = STOPS[left + 1][channel];
      color = color << 8 | (int) Math.round(from + (to - from) * (position - left));
    }
    return color;
  }

  /** An image of one pixel per value, the first row at the bottom, coloured by {@code shade}. */
  static BufferedImage image(double[][] values, DoubleUnaryOperator shade) {
    int height = values.length;
    int width = values[0].length;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        image.setRGB(column, height - 1 - row, rgb(shade.applyAsDouble(values[row][column])));
      }
    }
    return image;
  }
}
