package io.github.taeda.examples.draw;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Columns of texts, each before a bar as long as its value, below headings. */
public final class BarColumns implements PicturePanel {
  private static final int TOP = 40; // what the title takes
  private static final int LINE = 17;
  private static final int GAP = 14; // between columns, and at the edges
  private static final Font HEADING = ChartStyle.SMALL.deriveFont(Font.BOLD);
  private static final Color BAR = new Color(40, 90, 160, 90);

  private final String title;
  private final int columns;
  private final List<Group> groups = new ArrayList<>();

  /** An empty picture of so many columns. */
  public BarColumns(String title, int columns) {
    this.title = title;
    this.columns = columns;
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Group(String heading, List<String> texts, double[] values) {}

  /** Adds a group: texts and as many values, of which negative ones have no bars. */
  public BarColumns add(String heading, List<String> texts, double... values) {
    groups.add(new Group(heading, List.copyOf(texts), values));
    return this;
  }

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    ImageGrid.title(graphics, title, width);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    int rows = Math.max(1, (groups.size() + columns - 1) / columns);
    int cellWidth = (width - GAP) / columns;
    int cellHeight = (height - TOP) / rows;
    double largest = largest();
    for (int i = 0; i < groups.size(); i++) {
      Graphics2D cell = (Graphics2D) graphics.create();
      cell.translate(GAP + i % columns * cellWidth, TOP + i / columns * cellHeight);
      cell.clipRect(0, 0, cellWidth - GAP / 2, cellHeight);
      paint(cell, groups.get(i), cellWidth - GAP, cellHeight, largest);
      cell.dispose();
    }
  }

  private double largest() {
    return groups.stream().flatMapToDouble(group -> Arrays.stream(group.values)).max().orElse(1);
  }

  private static void paint(Graphics2D cell, Group group, int width, int height, double largest) {
    cell.setColor(ChartStyle.INK);
    write(cell, HEADING, group.heading, LINE - 4, width);
    for (int i = 0; i < group.texts.size() && (i + 2) * LINE <= height; i++) {
      int y = (i + 1) * LINE;
      double length = largest > 0 ? Math.max(0, group.values[i]) / largest : 0;
      cell.setColor(BAR);
      cell.fillRect(0, y, (int) Math.round(width * length), LINE - 3);
      cell.setColor(ChartStyle.INK);
      write(cell, ChartStyle.SMALL, group.texts.get(i), y + LINE - 6, width);
    }
  }

  /** Writes a text, in a smaller font if it is wider than the space for it. */
  private static void write(Graphics2D cell, Font font, String text, int y, int width) {
    cell.setFont(FittedText.font(cell, font, text, width - 4, 0));
    cell.drawString(text, 3, y);
  }
}
