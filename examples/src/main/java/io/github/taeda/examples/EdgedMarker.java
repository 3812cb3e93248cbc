package io.github.taeda.examples;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import org.knowm.xchart.style.markers.Marker;

/** A mark with an edge, to be seen on light and on dark. */
final class EdgedMarker extends Marker {
  private final boolean round;
  private final Color color;
  private final Color edge;

  private EdgedMarker(boolean round, Color color, Color edge) {
    this.round = round;
    this.color = color;
    this.edge = edge;
  }

  /** A white dot, for class 0. */
  static EdgedMarker whiteDot() {
    return new EdgedMarker(true, Color.WHITE, Color.BLACK);
  }

  /** A black square, for class 1. */
  static EdgedMarker blackSquare() {
    return new EdgedMarker(false, Color.BLACK, Color.WHITE);
  }

  @Override
  public void paint(Graphics2D graphics, double x, double y, int size) {
    graphics.setColor(edge);
    graphics.fill(shape(x, y, size + 3));
    graphics.setColor(color);
    graphics.fill(shape(x, y, size));
  }

  private Shape shape(double x, double y, double size) {
    double left = x - size / 2;
    double top = y - size / 2;
    return round
        ? new Ellipse2D.Double(left, top, size, size)
        : new Rectangle2D.Double(left, top, size, size);
  }
}
