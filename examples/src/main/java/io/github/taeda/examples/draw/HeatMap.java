package io.github.taeda.examples.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A heat map of a net's output over a square of its two inputs a and b, with the decision boundary,
 * where the output is ½, and the points of two classes.
 */
public final class HeatMap implements PicturePanel {
  private static final double THRESHOLD = 0.5; // of the output: class 1 from here on
  private static final BasicStroke BOUNDARY_EDGE = round(5);
  private static final BasicStroke BOUNDARY_LINE = round(2.5f);
  private static final int BAR = 56; // width of the colour bar and its labels
  private static final int BAR_LEFT = 14; // from the plot
  private static final int BAR_WIDTH = 12;

  private final String title;
  private final DecisionSurface surface;
  private final Points zeros;
  private final Points ones;
  private final DoubleUnaryOperator shade;

  private HeatMap(
      String title, DecisionSurface surface, Points zeros, Points ones, DoubleUnaryOperator shade) {
    this.title = title;
    this.surface = surface;
    this.zeros = zeros;
    this.ones = ones;
    this.shade = shade;
  }

  /**
   * A heat map of the output itself.
   *
   * @param zeros the examples of class 0: white dots
   * @param ones the examples of class 1: black squares
   */
  public static HeatMap outputs(String title, DecisionSurface surface, Points zeros, Points ones) {
    return new HeatMap(title, surface, zeros, ones, output -> output);
  }

  /** A heat map of the predicted class, which is the output rounded to 0 or 1. */
  public static HeatMap decisions(
      String title, DecisionSurface surface, Points zeros, Points ones) {
    return new HeatMap(title, surface, zeros, ones, output -> output < THRESHOLD ? 0 : 1);
  }

  /** Named points at (a, b). */
  public record Points(String name, List<Double> a, List<Double> b) {}

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    XYChart chart = ChartStyle.square(title, surface.from(), surface.to(), width - BAR, height);
    chart.getStyler().setMarkerSize(10);
    chart.getStyler().setLegendBackgroundColor(Color.LIGHT_GRAY); // shows white markers
    nameBoundary(chart);
    mark(chart, zeros, EdgedMarker.whiteDot());
    mark(chart, ones, EdgedMarker.blackSquare());
    Rectangle plot = ChartStyle.plot(chart);
    fill(graphics, plot, surface.outputs());
    boundary(graphics, plot);
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    bar(graphics, plot);
  }

  /** Adds the boundary to the legend; a line of one point does not show on the plot. */
  private void nameBoundary(XYChart chart) {
    double[] corner = {surface.from()};
    XYSeries series = chart.addSeries("decision boundary", corner, corner);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(Color.WHITE);
    series.setLineStyle(BOUNDARY_LINE);
  }

  private static void mark(XYChart chart, Points points, Marker marker) {
    XYSeries series = chart.addSeries(points.name, points.a, points.b);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(marker);
  }

  /** Draws all pieces as one path, because overlapping strokes look ragged. */
  private void boundary(Graphics2D graphics, Rectangle plot) {
    double scale = 1 / (surface.to() - surface.from());
    AffineTransform toPlot = new AffineTransform();
    toPlot.translate(plot.getMinX(), plot.getMaxY());
    toPlot.scale(plot.width * scale, -plot.height * scale); // b upwards
    toPlot.translate(-surface.from(), -surface.from());
    Path2D line = new Path2D.Double();
    for (double[] piece : surface.contour(THRESHOLD)) {
      line.moveTo(piece[0], piece[1]);
      line.lineTo(piece[2], piece[3]);
    }
    line.transform(toPlot);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.BLACK);
    graphics.setStroke(BOUNDARY_EDGE);
    graphics.draw(line);
    graphics.setColor(Color.WHITE);
    graphics.setStroke(BOUNDARY_LINE);
    graphics.draw(line);
  }

  /** Draws the colour bar to the right of the plot. */
  private void bar(Graphics2D graphics, Rectangle plot) {
    double[][] scale = new double[plot.height][1];
    for (int row = 0; row < plot.height; row++) {
      scale[row][0] = (row + 0.5) / plot.height;
    }
    int left = plot.x + plot.width + BAR_LEFT;
    Rectangle bar = new Rectangle(left, plot.y, BAR_WIDTH, plot.height);
    fill(graphics, bar, scale);
    graphics.setColor(ChartStyle.INK);
    graphics.setStroke(new BasicStroke(1));
    graphics.draw(bar);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setFont(ChartStyle.SMALL);
    graphics.drawString("output", left - 8, plot.y - 11);
    for (double output : new double[] {0, 0.5, 1}) {
      int y = plot.y + (int) Math.round((1 - output) * plot.height);
      graphics.drawString(String.valueOf(output), left + BAR_WIDTH + 5, y + 4);
    }
  }

  private void fill(Graphics2D graphics, Rectangle area, double[][] values) {
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(
        ColorScale.image(values, shade), area.x, area.y, area.width, area.height, null);
  }

  private static BasicStroke round(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }
}
