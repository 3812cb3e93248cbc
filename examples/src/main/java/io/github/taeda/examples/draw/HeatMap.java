package io.github.taeda.examples.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The answers of a net over a square of its inputs a and b, as colours from 0 to 1, with the border
 * where the answer is ½ and the points of two classes.
 */
public final class HeatMap implements PicturePanel {
  private static final double BORDER = 0.5;
  private static final BasicStroke BORDER_EDGE = round(5);
  private static final BasicStroke BORDER_LINE = round(2.5f);
  private static final int BAR = 56; // what the colour bar takes of the width
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
   * The answers themselves.
   *
   * @param zeros where the answer should be 0: white dots
   * @param ones where it should be 1: black squares
   */
  public static HeatMap answers(String title, DecisionSurface surface, Points zeros, Points ones) {
    return new HeatMap(title, surface, zeros, ones, answer -> answer);
  }

  /** The answers rounded to 0 or 1: what the net decides. */
  public static HeatMap decisions(
      String title, DecisionSurface surface, Points zeros, Points ones) {
    return new HeatMap(title, surface, zeros, ones, answer -> answer < BORDER ? 0 : 1);
  }

  /** Points at (a, b). */
  public record Points(String name, List<Double> a, List<Double> b) {}

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    XYChart chart = ChartStyle.empty(title, "a", "b", width - BAR, height);
    axes(chart.getStyler());
    nameBorder(chart);
    mark(chart, zeros, EdgedMarker.whiteDot());
    mark(chart, ones, EdgedMarker.blackSquare());
    Rectangle plot = plot(chart);
    fill(graphics, plot, surface.answers());
    border(graphics, plot);
    chart.paint(graphics, chart.getWidth(), chart.getHeight());
    bar(graphics, plot);
  }

  private void axes(XYStyler style) {
    style.setXAxisMin(surface.from()).setXAxisMax(surface.to());
    style.setYAxisMin(surface.from()).setYAxisMax(surface.to());
    style.setXAxisDecimalPattern("0.0").setYAxisDecimalPattern("0.0");
    style.setPlotGridLinesVisible(false);
    style.setPlotContentSize(1);
    style.setMarkerSize(10);
    style.setLegendBackgroundColor(Color.LIGHT_GRAY); // white marks must be seen there too
  }

  /** The border's line in the legend; a line of one point is not seen on the plot. */
  private void nameBorder(XYChart chart) {
    double[] corner = {surface.from()};
    XYSeries series = chart.addSeries("answer " + BORDER, corner, corner);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(Color.WHITE);
    series.setLineStyle(BORDER_LINE);
  }

  private static void mark(XYChart chart, Points points, Marker marker) {
    XYSeries series = chart.addSeries(points.name, points.a, points.b);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(marker);
  }

  /** Where the plot is, which XChart knows once it has painted the chart. */
  private Rectangle plot(XYChart chart) {
    Graphics2D trial = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    chart.paint(trial, chart.getWidth(), chart.getHeight());
    trial.dispose();
    int left = (int) Math.round(chart.getScreenXFromChart(surface.from()));
    int right = (int) Math.round(chart.getScreenXFromChart(surface.to()));
    int bottom = (int) Math.round(chart.getScreenYFromChart(surface.from()));
    int top = (int) Math.round(chart.getScreenYFromChart(surface.to()));
    return new Rectangle(left, top, right - left, bottom - top);
  }

  /** Draws all pieces as one path: strokes that overlap would be ragged. */
  private void border(Graphics2D graphics, Rectangle plot) {
    double scale = 1 / (surface.to() - surface.from());
    AffineTransform toPlot = new AffineTransform();
    toPlot.translate(plot.getMinX(), plot.getMaxY());
    toPlot.scale(plot.width * scale, -plot.height * scale); // b upwards
    toPlot.translate(-surface.from(), -surface.from());
    Path2D line = new Path2D.Double();
    for (double[] piece : surface.contour(BORDER)) {
      line.moveTo(piece[0], piece[1]);
      line.lineTo(piece[2], piece[3]);
    }
    line.transform(toPlot);
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.BLACK);
    graphics.setStroke(BORDER_EDGE);
    graphics.draw(line);
    graphics.setColor(Color.WHITE);
    graphics.setStroke(BORDER_LINE);
    graphics.draw(line);
  }

  /** The scale of the colours, to the right of the plot. */
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
    graphics.drawString("answer", left - 8, plot.y - 11);
    for (double answer : new double[] {0, 0.5, 1}) {
      int y = plot.y + (int) Math.round((1 - answer) * plot.height);
      graphics.drawString(String.valueOf(answer), left + BAR_WIDTH + 5, y + 4);
    }
  }

  private void fill(Graphics2D graphics, Rectangle place, double[][] answers) {
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(
        ColorScale.image(answers, shade), place.x, place.y, place.width, place.height, null);
  }

  private static BasicStroke round(float width) {
    return new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }
}
