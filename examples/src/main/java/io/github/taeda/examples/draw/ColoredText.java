package io.github.taeda.examples.draw;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of characters, each on a background whose colour shows a value from 0, dark, to 1, light: as
 * a picture, and as lines for a terminal.
 */
public final class ColoredText implements PicturePanel {
  private static final int TOP = 40; // for the title
  private static final int MARGIN = 12;
  private static final int MAX_FONT = 18;
  private static final double LINE = 1.45; // height of a row, in font sizes
  private static final double LIGHT = 0.55; // values from here on get dark characters
  private static final String RESET = "\u001b[0m";

  private final String title;
  private final List<Row> rows = new ArrayList<>();

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Row(String name, List<String> characters, double[] values) {}

  public ColoredText(String title) {
    this.title = title;
  }

  /**
   * Adds a row.
   *
   * @param name of the row, to its left; may be empty
   * @param characters each takes one cell
   * @param values of the characters, from 0 to 1; others are clipped
   */
  public ColoredText row(String name, List<String> characters, double... values) {
    if (characters.size() != values.length) {
      throw new IllegalArgumentException(
          "ColoredText: there must be a value for each of "
              + characters.size()
              + " characters, but there are "
              + values.length);
    }
    rows.add(new Row(name, List.copyOf(characters), values));
    return this;
  }

  /** The rows with escape sequences for the 256 colours of terminals. */
  public List<String> terminalLines() {
    int names = rows.stream().mapToInt(row -> row.name.length()).max().orElse(0);
    return rows.stream().map(row -> line(row, names)).toList();
  }

  private static String line(Row row, int names) {
    StringBuilder line = new StringBuilder("  " + row.name);
    line.append(" ".repeat(names - row.name.length() + (names > 0 ? 2 : 0)));
    for (int i = 0; i < row.values.length; i++) {
      Color color = new Color(ColorScale.rgb(row.values[i]));
      int cube = 16 + 36 * level(color.getRed()) + 6 * level(color.getGreen());
      line.append("\u001b[38;5;")
          .append(row.values[i] < LIGHT ? 255 : 232) // white or black
          .append(";48;5;")
          .append(cube + level(color.getBlue()))
          .append('m')
          .append(row.characters.get(i));
    }
    return line.append(RESET).toString();
  }

  /** The nearest of the six levels of a terminal's colour cube: 0, 95, 135, 175, 215, 255. */
  private static int level(int channel) {
    return channel < 48 ? 0 : Math.max(1, (channel - 35) / 40);
  }

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    ImageGrid.title(graphics, title, width);
    int size = fontSize(graphics, width, height);
    graphics.setFont(font(size));
    FontMetrics metrics = graphics.getFontMetrics();
    int cell = metrics.charWidth('m');
    int left = MARGIN + cell * names();
    int line = (int) (LINE * size);
    for (int i = 0; i < rows.size(); i++) {
      int top = TOP + i * line;
      graphics.setColor(ChartStyle.INK);
      graphics.drawString(rows.get(i).name, MARGIN, top + baseline(metrics, line));
      paint(graphics, rows.get(i), left, top, cell, line);
    }
  }

  private static void paint(Graphics2D graphics, Row row, int left, int top, int cell, int line) {
    FontMetrics metrics = graphics.getFontMetrics();
    for (int i = 0; i < row.values.length; i++) {
      graphics.setColor(new Color(ColorScale.rgb(row.values[i])));
      graphics.fillRect(left + i * cell, top, cell, line - 2);
      graphics.setColor(row.values[i] < LIGHT ? Color.WHITE : Color.BLACK);
      graphics.drawString(row.characters.get(i), left + i * cell, top + baseline(metrics, line));
    }
  }

  private static int baseline(FontMetrics metrics, int line) {
    return (line - 2 + metrics.getAscent() - metrics.getDescent()) / 2;
  }

  /** The largest size at which all rows fit. */
  private int fontSize(Graphics2D graphics, int width, int height) {
    int columns = rows.stream().mapToInt(row -> row.values.length).max().orElse(0) + names();
    int size = MAX_FONT;
    while (size > 1
        && (graphics.getFontMetrics(font(size)).charWidth('m') * columns > width - 2 * MARGIN
            || LINE * size * rows.size() > height - TOP - MARGIN)) {
      size--;
    }
    return size;
  }

  private static Font font(int size) {
    return new Font(Font.MONOSPACED, Font.PLAIN, size);
  }

  /** The columns for the names, with a gap of two. */
  private int names() {
    int longest = rows.stream().mapToInt(row -> row.name.length()).max().orElse(0);
    return longest == 0 ? 0 : longest + 2;
  }
}
