package io.github.taeda.examples.draw;

import java.awt.image.BufferedImage;
import java.util.function.DoubleUnaryOperator;

/**
 * The colours of a torch, from night to flame, for numbers from 0 to 1.
 *
 * <p>They grow lighter all the way, so that a picture printed in grey says the same.
 */
final class ColorScale {
  private static final int[][] STOPS = {
    {24, 16, 64}, {96, 28, 108}, {188, 58, 80}, {243, 146, 52}, {252, 240, 176}
  };

  private ColorScale() {}

  /** The colour of a number as {@code 0xRRGGBB}; below 0 that of 0, above 1 that of 1. */
  static int rgb(double number) {
    double place = Math.min(Math.max(number, 0), 1) * (STOPS.length - 1);
    int left = Math.min((int) place, STOPS.length - 2);
    int color = 0;
    for (int channel = 0; channel < 3; channel++) {
      double from = STOPS[left][channel];
      double to = STOPS[left + 1][channel];
      color = color << 8 | (int) Math.round(from + (to - from) * (place - left));
    }
    return color;
  }

  /** One pixel per number, the first row at the bottom, each in the colour of its shade. */
  static BufferedImage image(double[][] numbers, DoubleUnaryOperator shade) {
    int height = numbers.length;
    int width = numbers[0].length;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        image.setRGB(column, height - 1 - row, rgb(shade.applyAsDouble(numbers[row][column])));
      }
    }
    return image;
  }
}
