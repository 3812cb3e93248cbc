package io.github.taeda.examples;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows of small square images, each row with its name to the left. */
final class ImageRows implements Panel {
  private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
  private static final Color FRAME = new Color(170, 170, 170);
  private static final int TOP = 36; // for the title
  private static final int MARGIN = 12;
  private static final int SPACE = 3; // between images
  private static final int GAP = 9; // between groups of rows

  private final String title;
  private final List<Row> rows = new ArrayList<>();
  private int group;
  private int columns;

  ImageRows(String title) {
    this.title = title;
  }

  /**
   * Adds a row.
   *
   * @param images {@code [count, side · side]}, dark where they are 1 and white where they are 0
   */
  ImageRows row(String name, INDArray images) {
    rows.add(new Row(name, group, List.of(images.toFloatMatrix())));
    columns = Math.max(columns, (int) images.size(0));
    return this;
  }

  /** Leaves some space between the rows before and those after it. */
  ImageRows gap() {
    group++;
    return this;
  }

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
    graphics.setColor(Charts.INK);
    graphics.setFont(TITLE);
    graphics.drawString(title, (width - graphics.getFontMetrics().stringWidth(title)) / 2, 24);
    graphics.setFont(Charts.SMALL);
    int names = names(graphics);
    int across = (width - names - 3 * MARGIN) / columns;
    int gaps = rows.get(rows.size() - 1).group * GAP;
    int down = (height - TOP - MARGIN - gaps) / rows.size();
    int cell = Math.min(across, down);
    int left = (width - names - MARGIN - columns * cell) / 2;
    for (int i = 0; i < rows.size(); i++) {
      int top = TOP + i * cell + rows.get(i).group * GAP;
      rows.get(i).paint(graphics, left, left + names + MARGIN, top, cell);
    }
  }

  /** The width of the longest name. */
  private int names(Graphics2D graphics) {
    return rows.stream()
        .mapToInt(row -> graphics.getFontMetrics().stringWidth(row.name))
        .max()
        .orElse(0);
  }

  private record Row(String name, int group, List<float[]> images) {
    void paint(Graphics2D graphics, int nameLeft, int left, int top, int cell) {
      graphics.setColor(Charts.INK);
      graphics.drawString(name, nameLeft, top + cell / 2 + 4);
      graphics.setColor(FRAME);
      int size = cell - SPACE;
      for (int i = 0; i < images.size(); i++) {
        graphics.drawImage(picture(images.get(i)), left + i * cell, top, size, size, null);
        graphics.drawRect(left + i * cell, top, size, size);
      }
    }

    private static BufferedImage picture(float[] brightness) {
      int side = (int) Math.round(Math.sqrt(brightness.length));
      BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
      for (int i = 0; i < brightness.length; i++) {
        int grey = Math.round(255 * (1 - Math.min(Math.max(brightness[i], 0), 1)));
        picture.setRGB(i % side, i / side, grey << 16 | grey << 8 | grey);
      }
      return picture;
    }
  }
}
