package io.github.taeda.examples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
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
final class HeatMap implements Panel {
  private static final double BORDER = 0.5;
  private static final int BAR = 56; // what the colour bar takes of the width
  private static final int BAR_LEFT = 14; // from the plot
  private static final int BAR_WIDTH = 12;

  private final String title;
  private final Surface surface;
  private final Points zeros;
  private final Points ones;
  private final DoubleUnaryOperator shade;

  private HeatMap(
      String title, Surface surface, Points zeros, Points ones, DoubleUnaryOperator shade) {
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
  static HeatMap answers(String title, Surface surface, Points zeros, Points ones) {
    return new HeatMap(title, surface, zeros, ones, answer -> answer);
  }

  /** The answers rounded to 0 or 1: what the net decides. */
  static HeatMap decisions(String title, Surface surface, Points zeros, Points ones) {
    return new HeatMap(title, surface, zeros, ones, answer -> answer < BORDER ? 0 : 1);
  }

  /** Points at (a, b). */
  record Points(String name, List<Double> a, List<Double> b) {}

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    XYChart chart = Charts.empty(title, "a", "b", width - BAR, height);
    axes(chart.getStyler());
    border(chart);
    mark(chart, zeros, EdgedMarker.whiteDot());
    mark(chart, ones, EdgedMarker.blackSquare());
    Rectangle plot = plot(chart);
    fill(graphics, plot, surface.answers());
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

  private void border(XYChart chart) {
    List<double[]> pieces = surface.contour(BORDER);
    if (pieces.isEmpty()) {
      return;
    }
    double[] a = new double[3 * pieces.size()];
    double[] b = new double[3 * pieces.size()];
    for (int i = 0; i < pieces.size(); i++) {
      double[] piece = pieces.get(i);
      a[3 * i] = piece[0];
      b[3 * i] = piece[1];
      a[3 * i + 1] = piece[2];
      b[3 * i + 1] = piece[3];
      a[3 * i + 2] = piece[2];
      b[3 * i + 2] = Double.NaN; // XChart interrupts the line here
    }
    line(chart, "edge", a, b, Color.BLACK, 5).setShowInLegend(false);
    line(chart, "answer 0.5", a, b, Color.WHITE, 2.5f);
  }

  private static XYSeries line(
      XYChart chart, String name, double[] a, double[] b, Color color, float width) {
    XYSeries series = chart.addSeries(name, a, b);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineStyle(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    return series;
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

  /** The scale of the colours, to the right of the plot. */
  private void bar(Graphics2D graphics, Rectangle plot) {
    double[][] scale = new double[plot.height][1];
    for (int row = 0; row < plot.height; row++) {
      scale[row][0] = (row + 0.5) / plot.height;
    }
    int left = plot.x + plot.width + BAR_LEFT;
    Rectangle bar = new Rectangle(left, plot.y, BAR_WIDTH, plot.height);
    fill(graphics, bar, scale);
    graphics.setColor(Charts.INK);
    graphics.setStroke(new BasicStroke(1));
    graphics.draw(bar);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setFont(Charts.SMALL);
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
}
