package io.github.taeda.examples.draw;

import java.awt.Font;
import java.awt.Graphics2D;

/** Texts in a smaller font where there is little room. */
final class FittedText {
  private FittedText() {}

  /** The font, smaller if a text is wider than the room for it, but at least that part of it. */
  static Font font(Graphics2D graphics, Font font, String text, int room, float least) {
    float width = Math.max(1, graphics.getFontMetrics(font).stringWidth(text));
    float shrink = Math.min(1, Math.max(least, room / width));
    return font.deriveFont(font.getSize2D() * shrink);
  }

  /** Writes a text centred at x. */
  static void centered(Graphics2D graphics, Font font, String text, int x, int y, int room) {
    graphics.setFont(font(graphics, font, text, room, 0));
    graphics.drawString(text, x - graphics.getFontMetrics().stringWidth(text) / 2, y);
  }
}
