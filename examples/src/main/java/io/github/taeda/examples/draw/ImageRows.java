package io.github.taeda.examples.draw;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rows of small square images, each with its name to the left. */
public final class ImageRows implements PicturePanel {
  private static final int TOP = 36; // for the title
  private static final int MARGIN = 12;
  private static final int SPACE = 3; // between images
  private static final int GAP = 9; // between groups of rows

  private final String title;
  private final List<Row> rows = new ArrayList<>();
  private int group;
  private int columns;

  public ImageRows(String title) {
    this.title = title;
  }

  /**
   * Adds a row.
   *
   * @param images {@code [count, side · side]} with values from 0, white, to 1, black
   */
  public ImageRows row(String name, INDArray images) {
    rows.add(
        new Row(name, group, Arrays.stream(images.toFloatMatrix()).map(ImageGrid::ink).toList()));
    columns = Math.max(columns, (int) images.size(0));
    return this;
  }

  /** Leaves some space before the next row. */
  public ImageRows gap() {
    group++;
    return this;
  }

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    ImageGrid.title(graphics, title, width);
    graphics.setFont(ChartStyle.SMALL);
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

  private record Row(String name, int group, List<BufferedImage> images) {
    void paint(Graphics2D graphics, int nameLeft, int left, int top, int cell) {
      graphics.drawString(name, nameLeft, top + cell / 2 + 4);
      int size = cell - SPACE;
      for (int i = 0; i < images.size(); i++) {
        ImageGrid.framed(graphics, images.get(i), left + i * cell, top, size, size);
      }
    }
  }
}
