package io.github.taeda.examples.draw;

import java.awt.Graphics2D;

/** One panel of a picture: a chart or a grid of images. */
public interface PicturePanel {

  /** Paints the panel on the rectangle from (0, 0) to (width, height). */
  void paint(Graphics2D graphics, int width, int height);
}
