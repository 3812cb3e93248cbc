package io.github.taeda.examples.draw;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.List;
import java.util.Locale;

/**
 * A heat map of what one head attends to: a row for each element that is written, a column for each
 * that is read, weights from 0 to 1 as colours and, from {@value #MIN_SHOWN} per cent, as text.
 */
public final class AttentionMap implements PicturePanel {
  private static final int TOP = 44; // for the title
  private static final int LEFT = 86; // for the names of rows
  private static final int BELOW = 54; // for the names of columns
  private static final int MARGIN = 14;
  private static final int MAX_HEIGHT = 96; // of a row
  private static final int MIN_SHOWN = 5;
  private static final double BRIGHT = 0.6; // from here on the text is dark

  private final String title;
  private final List<String> rows;
  private final List<String> columns;
  private final double[][] weights;

  /**
   * Creates a map.
   *
   * @param rows what is written
   * @param columns what is read
   * @param weights {@code [rows][columns]}, from 0 to 1
   */
  public AttentionMap(String title, List<String> rows, List<String> columns, double[][] weights) {
    this.title = title;
    this.rows = List.copyOf(rows);
    this.columns = List.copyOf(columns);
    this.weights = weights;
  }

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    ImageGrid.title(graphics, title, width);
    graphics.setFont(ChartStyle.SMALL);
    int across = (width - LEFT - MARGIN) / columns.size();
    int down = Math.min(MAX_HEIGHT, (height - TOP - BELOW) / rows.size());
    for (int row = 0; row < rows.size(); row++) {
      int y = TOP + row * down;
      graphics.setColor(ChartStyle.INK);
      graphics.drawString("writes " + rows.get(row), MARGIN, y + down / 2 + 4);
      for (int column = 0; column < columns.size(); column++) {
        cell(graphics, LEFT + column * across, y, across - 1, down - 1, weights[row][column]);
      }
    }
    graphics.setColor(ChartStyle.INK);
    int bottom = TOP + rows.size() * down;
    for (int column = 0; column < columns.size(); column++) {
      centre(graphics, columns.get(column), LEFT + column * across + across / 2, bottom + 18);
    }
    centre(graphics, "reads", LEFT + columns.size() * across / 2, bottom + 40);
  }

  private static void cell(
      Graphics2D graphics, int x, int y, int width, int height, double weight) {
    graphics.setColor(new Color(ColorScale.rgb(weight)));
    graphics.fillRect(x, y, width, height);
    int percent = (int) Math.round(100 * weight);
    if (percent >= MIN_SHOWN) {
      graphics.setColor(weight < BRIGHT ? Color.WHITE : ChartStyle.INK);
      String number = String.format(Locale.ROOT, "%d", percent);
      centre(graphics, number, x + width / 2, y + height / 2 + 4);
    }
  }

  private static void centre(Graphics2D graphics, String text, int x, int y) {
    graphics.drawString(text, x - graphics.getFontMetrics().stringWidth(text) / 2, y);
  }
}
