package io.github.taeda.examples.draw;

import java.awt.Graphics2D;

/** Something that can be drawn. */
public interface PicturePanel {

  /** Draws it on the rectangle from (0, 0) to (width, height). */
  void paint(Graphics2D graphics, int width, int height);
}
