package io.github.taeda.examples.draw;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.knowm.xchart.style.markers.Marker;

/** A marker with an edge of the opposite colour, visible on light and on dark backgrounds. */
public final class EdgedMarker extends Marker {
  private enum Form {
    DOT,
    SQUARE,
    TRIANGLE
  }

  private final Form form;
  private final Color color;
  private final Color edge;

  private EdgedMarker(Form form, Color color, Color edge) {
    this.form = form;
    this.color = color;
    this.edge = edge;
  }

  /** A white dot, for class 0. */
  public static EdgedMarker whiteDot() {
    return new EdgedMarker(Form.DOT, Color.WHITE, Color.BLACK);
  }

  /** A black square, for class 1. */
  public static EdgedMarker blackSquare() {
    return new EdgedMarker(Form.SQUARE, Color.BLACK, Color.WHITE);
  }

  /** A white triangle, for class 2. */
  public static EdgedMarker whiteTriangle() {
    return new EdgedMarker(Form.TRIANGLE, Color.WHITE, Color.BLACK);
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
    return switch (form) {
      case DOT -> new Ellipse2D.Double(left, top, size, size);
      case SQUARE -> new Rectangle2D.Double(left, top, size, size);
      case TRIANGLE -> triangle(x, y, size * 0.75);
    };
  }

  /** Around its centre, so that a smaller one lies evenly within a larger one. */
  private static Shape triangle(double x, double y, double radius) {
    Path2D path = new Path2D.Double();
    path.moveTo(x, y - radius);
    path.lineTo(x + radius * Math.sqrt(0.75), y + radius / 2);
    path.lineTo(x - radius * Math.sqrt(0.75), y + radius / 2);
    path.closePath();
    return path;
  }
}
