package io.github.taeda.examples.draw;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** A grid of small images, enlarged without interpolation, each above its caption. */
public final class ImageGrid implements PicturePanel {
  private static final Font CAPTION = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
  private static final int LINE = 13; // height of a line of a caption
  private static final int TOP = 36; // what the title takes
  private static final int GAP = 8; // between images, and at the edges

  private final String title;
  private final int columns;
  private final List<Tile> tiles = new ArrayList<>();

  public ImageGrid(String title, int columns) {
    this.title = title;
    this.columns = columns;
  }

  private record Tile(BufferedImage image, List<String> caption) {}

  /** Adds an image. */
  public ImageGrid add(BufferedImage image, String... caption) {
    tiles.add(new Tile(image, List.of(caption)));
    return this;
  }

  /** A greyscale image of bytes from 0, white, to 255, black: ink on paper. */
  public static BufferedImage ink(byte[] pixels, int height, int width) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, (255 - (pixels[y * width + x] & 0xff)) * 0x010101);
      }
    }
    return image;
  }

  /** A colour image of bytes, {@code [height, width, 3]} in C order: red, green, blue. */
  public static BufferedImage color(byte[] pixels, int height, int width) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < height * width; i++) {
      int red = pixels[3 * i] & 0xff;
      int green = pixels[3 * i + 1] & 0xff;
      int blue = pixels[3 * i + 2] & 0xff;
      image.setRGB(i % width, i / width, red << 16 | green << 8 | blue);
    }
    return image;
  }

  /** A square greyscale image of values from 0, white, to 1, black; others are clipped. */
  public static BufferedImage ink(float[] brightness) {
    byte[] pixels = new byte[brightness.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (255 - Math.round(255 * (1 - Math.min(Math.max(brightness[i], 0), 1))));
    }
    int side = (int) Math.round(Math.sqrt(brightness.length));
    return ink(pixels, side, side);
  }

  /** An image of values {@code [row][column]} on the colour scale: dark for −1, light for 1. */
  public static BufferedImage shades(double[][] values) {
    BufferedImage image =
        new BufferedImage(values[0].length, values.length, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < values.length; y++) {
      for (int x = 0; x < values[y].length; x++) {
        image.setRGB(x, y, ColorScale.rgb((values[y][x] + 1) / 2));
      }
    }
    return image;
  }

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    title(graphics, title, width);
    if (tiles.isEmpty()) {
      FittedText.centered(graphics, CAPTION, "none", width / 2, TOP + LINE, width);
      return;
    }
    int rows = (tiles.size() + columns - 1) / columns;
    int cellWidth = (width - GAP) / columns;
    int cellHeight = (height - TOP) / rows;
    for (int i = 0; i < tiles.size(); i++) {
      Graphics2D cell = (Graphics2D) graphics.create();
      cell.translate(GAP + i % columns * cellWidth, TOP + i / columns * cellHeight);
      paint(cell, tiles.get(i), cellWidth - GAP, cellHeight - GAP);
      cell.dispose();
    }
  }

  private static void paint(Graphics2D cell, Tile tile, int width, int height) {
    int room = height - LINE * tile.caption.size();
    BufferedImage image = tile.image;
    double scale = Math.min(width / (double) image.getWidth(), room / (double) image.getHeight());
    int drawnWidth = (int) (image.getWidth() * scale);
    int drawnHeight = (int) (image.getHeight() * scale);
    int left = (width - drawnWidth) / 2;
    framed(cell, image, left, 0, drawnWidth, drawnHeight);
    for (int line = 0; line < tile.caption.size(); line++) {
      int y = drawnHeight + LINE * (line + 1);
      FittedText.centered(cell, CAPTION, tile.caption.get(line), width / 2, y, width);
    }
  }

  /** Writes the title and switches on antialiasing for the texts below it. */
  static void title(Graphics2D graphics, String title, int width) {
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setColor(ChartStyle.INK);
    FittedText.centered(graphics, ChartStyle.TITLE, title, width / 2, 23, width - 2 * GAP);
  }

  /** Scales an image to a rectangle without interpolation and frames it. */
  static void framed(
      Graphics2D graphics, BufferedImage image, int left, int top, int width, int height) {
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    graphics.drawImage(image, left, top, width, height, null);
    graphics.setColor(Color.LIGHT_GRAY);
    graphics.drawRect(left, top, width, height);
    graphics.setColor(ChartStyle.INK);
  }
}
