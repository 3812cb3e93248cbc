package io.github.taeda.examples.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.stream.IntStream;

/** A grid of small line charts without axes, each above its caption. */
public final class SeriesGrid implements PicturePanel {
  private static final int TOP = 36; // what the title takes
  private static final int GAP = 8; // between charts, and at the edges
  private static final int LINE = 14; // height of the caption
  private static final Color[] COLORS = {
    new Color(40, 90, 160), new Color(230, 120, 30), new Color(30, 140, 90), new Color(140, 36, 92)
  };
  private static final Color WRONG = new Color(190, 30, 30);

  private final String title;
  private final int columns;
  private final List<Tile> tiles = new ArrayList<>();

  /** An empty grid of so many columns. */
  public SeriesGrid(String title, int columns) {
    this.title = title;
    this.columns = columns;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Tile(float[][] steps, String caption, boolean isRight) {}

  /**
   * Adds a chart.
   *
   * @param steps {@code [length][channels]}; at most four channels are drawn
   * @param isRight whether the caption is not to be red
   */
  public SeriesGrid add(float[][] steps, String caption, boolean isRight) {
    tiles.add(new Tile(steps, caption, isRight));
    return this;
  }

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    ImageGrid.title(graphics, title, width);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    int rows = Math.max(1, (tiles.size() + columns - 1) / columns);
    int cellWidth = (width - GAP) / columns;
    int cellHeight = (height - TOP) / rows;
    for (int i = 0; i < tiles.size(); i++) {
      Graphics2D cell = (Graphics2D) graphics.create();
      cell.translate(GAP + i % columns * cellWidth, TOP + i / columns * cellHeight);
      paint(cell, tiles.get(i), cellWidth - GAP, cellHeight - GAP - LINE);
      cell.dispose();
    }
  }

  private static void paint(Graphics2D cell, Tile tile, int width, int height) {
    cell.setColor(Color.LIGHT_GRAY);
    cell.drawRect(0, 0, width, height);
    int channels = Math.min(COLORS.length, tile.steps[0].length);
    DoubleSummaryStatistics values = new DoubleSummaryStatistics();
    for (float[] step : tile.steps) {
      IntStream.range(0, channels).forEach(channel -> values.accept(step[channel]));
    }
    cell.setStroke(new BasicStroke(1.3f));
    for (int channel = channels - 1; channel >= 0; channel--) {
      cell.setColor(COLORS[channel]);
      cell.draw(path(tile.steps, channel, values, width, height));
    }
    cell.setColor(tile.isRight ? ChartStyle.INK : WRONG);
    FittedText.centered(cell, ChartStyle.SMALL, tile.caption, width / 2, height + LINE - 1, width);
  }

  private static Path2D path(
      float[][] steps, int channel, DoubleSummaryStatistics values, int width, int height) {
    Path2D path = new Path2D.Double();
    double high = values.getMax();
    double range = high > values.getMin() ? high - values.getMin() : 1;
    for (int i = 0; i < steps.length; i++) {
      double x = 2 + (width - 4.0) * i / Math.max(1, steps.length - 1);
      double y = 3 + (height - 6) * (high - steps[i][channel]) / range;
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    return path;
  }
}
