package io.github.taeda.examples.draw;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.Arrays;
import java.util.List;

/**
 * A confusion matrix: true classes in rows, predicted ones in columns, each cell coloured by its
 * fraction of the row and, if there is room, with its count.
 */
public final class ConfusionPicture implements PicturePanel {
  private static final int TOP = 60; // above the cells
  private static final int BOTTOM = 14;
  private static final int MAX_LEFT = 150; // for the names of rows
  private static final int MIN_COUNT_CELL = 20; // smaller cells show no counts
  private static final float MIN_SHRINK = 0.7f; // of a font
  private static final int MIN_NAME_CELL = 10; // smaller cells have no names

  private final String title;
  private final List<String> names;
  private final long[][] counts;

  /**
   * A picture of counts.
   *
   * @param names of the classes
   * @param counts {@code [true class][predicted class]}
   */
  public ConfusionPicture(String title, List<String> names, long[]... counts) {
    this.title = title;
    this.names = names;
    this.counts = counts;
  }

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    ImageGrid.title(graphics, title, width);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setFont(ChartStyle.SMALL);
    FontMetrics metrics = graphics.getFontMetrics();
    int longest = names.stream().mapToInt(metrics::stringWidth).max().orElse(0);
    int left = Math.min(MAX_LEFT, longest) + 20;
    int room = Math.min(width - left - 8, height - TOP - BOTTOM);
    int size = Math.max(1, room / names.size());
    int start = left + Math.max(0, (width - left - 8 - size * names.size()) / 2);
    for (int row = 0; row < names.size(); row++) {
      row(graphics, row, start, size);
    }
    graphics.setColor(ChartStyle.INK);
    center(graphics, "predicted", start + size * names.size() / 2, 42, width);
  }

  private void row(Graphics2D graphics, int row, int start, int size) {
    long sum = Math.max(1, Arrays.stream(counts[row]).sum());
    int y = TOP + row * size;
    for (int column = 0; column < names.size(); column++) {
      double fraction = counts[row][column] / (double) sum;
      graphics.setColor(shade(fraction));
      graphics.fillRect(start + column * size, y, size, size);
      graphics.setColor(Color.LIGHT_GRAY);
      graphics.drawRect(start + column * size, y, size, size);
      graphics.setColor(fraction > 0.5 ? Color.WHITE : ChartStyle.INK);
      if (size >= MIN_COUNT_CELL) {
        String count = Long.toString(counts[row][column]);
        center(graphics, count, start + column * size + size / 2, y + size / 2 + 5, size - 2);
      }
    }
    graphics.setColor(ChartStyle.INK);
    if (size >= MIN_NAME_CELL) {
      String name = fitting(graphics, names.get(row), MAX_LEFT);
      int width = graphics.getFontMetrics().stringWidth(name);
      graphics.drawString(name, start - width - 7, y + size / 2 + 5);
      center(graphics, names.get(row), start + row * size + size / 2, TOP - 5, size);
    }
  }

  /** White for 0, dark blue for 1. */
  private static Color shade(double fraction) {
    return new Color(
        (int) (255 - 215 * fraction), (int) (255 - 165 * fraction), (int) (255 - 95 * fraction));
  }

  /** Writes a text centred at x, in a smaller font and shortened if there is little room. */
  private static void center(Graphics2D graphics, String text, int x, int y, int room) {
    Font font = graphics.getFont();
    graphics.setFont(FittedText.font(graphics, font, text, room, MIN_SHRINK));
    String fitting = fitting(graphics, text, room);
    graphics.drawString(fitting, x - graphics.getFontMetrics().stringWidth(fitting) / 2, y);
    graphics.setFont(font);
  }

  /** The text, shortened to the room for it. */
  private static String fitting(Graphics2D graphics, String text, int room) {
    FontMetrics metrics = graphics.getFontMetrics();
    String fitting = text;
    while (fitting.length() > 1 && metrics.stringWidth(fitting) > room) {
      int end = fitting.length() - (fitting.endsWith("…") ? 2 : 1);
      fitting = fitting.substring(0, Math.max(1, end)) + (end > 1 ? "…" : "");
    }
    return fitting;
  }
}
