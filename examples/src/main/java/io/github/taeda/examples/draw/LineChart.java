package io.github.taeda.examples.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Lines and points over two axes. Each line has a dash pattern of its own, so that lines differ in
 * greyscale too; it has a gap where a value is NaN or infinite.
 *
 * <p>XChart draws axes, points and legend. It would begin the pattern anew at every point of a
 * line, so the lines are drawn here.
 */
public final class LineChart implements PicturePanel {
  private static final Color[] COLORS = {
    new Color(140, 36, 92),
    new Color(230, 120, 30),
    new Color(40, 90, 160),
    new Color(30, 30, 30),
    new Color(30, 140, 90),
    new Color(150, 110, 200)
  };
  private static final float[] @Nullable [] DASHES = {
    null, {10, 5}, {2, 4}, {12, 4, 2, 4}, {20, 6}, {5, 3}
  };
  private static final Color BAND = new Color(230, 120, 30, 70); // the second colour, lighter
  private static final float WIDTH = 2.2f; // of a line
  private static final double DOT = 7; // diameter
  private static final int MAX_BELOW = 5; // names that fit into one row below the plot
  private static final double LOGARITHMIC_THRESHOLD = 10; // the ratio of largest to smallest loss
  private static final double MIN_DECIMAL = 1e-4; // smaller losses are labelled as powers of ten

  private final String title;
  private final String xName;
  private final String yName;
  private final boolean losses;
  private final List<Line> lines = new ArrayList<>();
  private final List<Points> points = new ArrayList<>();
  private final List<Band> bands = new ArrayList<>();
  private double @Nullable [] range;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Points(String name, double[] x, double[] y) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Band(String name, double[] x, double[] low, double[] high) {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Line(String name, double[] x, double[] y, Color color, BasicStroke stroke) {}

  /** An empty chart with linear axes. */
  public LineChart(String title, String xName, String yName) {
    this(title, xName, yName, false);
  }

  private LineChart(String title, String xName, String yName, boolean losses) {
    this.title = title;
    this.xName = xName;
    this.yName = yName;
    this.losses = losses;
  }

  /**
   * A chart of losses over epochs or iterations: its vertical axis is logarithmic if the losses
   * span more than a factor of ten, else it begins at zero.
   */
  public static LineChart ofLosses(String title, String xName) {
    return new LineChart(title, xName, "loss", true);
  }

  /** Adds a line through points in order. */
  public LineChart line(String name, double[] x, double[] y) {
    int index = lines.size();
    BasicStroke stroke =
        new BasicStroke(
            WIDTH,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            10,
            DASHES[index % DASHES.length],
            0);
    lines.add(new Line(name, x, y, COLORS[index % COLORS.length], stroke));
    return this;
  }

  /** Adds a line over 1, 2, … . */
  public LineChart line(String name, double... y) {
    double[] x = new double[y.length];
    Arrays.setAll(x, i -> i + 1);
    return line(name, x, y);
  }

  /** Adds points that no line joins. */
  public LineChart points(String name, double[] x, double[] y) {
    points.add(new Points(name, x, y));
    return this;
  }

  /** Adds a shaded band between two lines over the same points, below everything else. */
  public LineChart band(String name, double[] x, double[] low, double[] high) {
    bands.add(new Band(name, x, low, high));
    return this;
  }

  /** Sets the range of the vertical axis, which otherwise follows from the values. */
  public LineChart range(double from, double to) {
    range = new double[] {from, to};
    return this;
  }

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    XYChart chart = ChartStyle.empty(title, xName, yName, width, height);
    XYStyler style = chart.getStyler();
    horizontalAxis(style);
    verticalAxis(style);
    legend(style);
    points.forEach(p -> add(chart, p));
    lines.forEach(line -> name(chart, line.name, line.color, line.stroke));
    bands.forEach(band -> name(chart, band.name, BAND, new BasicStroke(8)));
    Rectangle area = ChartStyle.plot(chart);
    chart.paint(graphics, width, height);
    Graphics2D plot = (Graphics2D) graphics.create();
    plot.clip(area);
    plot.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    plot.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    bands.forEach(band -> fill(chart, plot, band));
    lines.forEach(line -> draw(chart, plot, line));
    plot.dispose();
  }

  private void horizontalAxis(XYStyler style) {
    DoubleSummaryStatistics x = new DoubleSummaryStatistics();
    points.forEach(p -> Arrays.stream(p.x).forEach(x));
    lines.forEach(line -> Arrays.stream(line.x).forEach(x));
    double low = losses ? 0 : x.getMin();
    style.setXAxisMin(low);
    style.setXAxisMax(x.getMax() > low ? x.getMax() : low + 1);
    style.setXAxisDecimalPattern("#,##0.######");
    style.setPlotContentSize(1);
  }

  private void verticalAxis(XYStyler style) {
    DoubleSummaryStatistics y = new DoubleSummaryStatistics();
    points.forEach(p -> Arrays.stream(p.y).filter(Double::isFinite).forEach(y));
    lines.forEach(line -> Arrays.stream(line.y).filter(Double::isFinite).forEach(y));
    bands.forEach(band -> Arrays.stream(band.low).filter(Double::isFinite).forEach(y));
    bands.forEach(band -> Arrays.stream(band.high).filter(Double::isFinite).forEach(y));
    double low = y.getCount() == 0 ? 0 : y.getMin();
    double high = y.getCount() == 0 ? 1 : y.getMax();
    style.setYAxisDecimalPattern("0.######");
    if (range != null) {
      style.setYAxisMin(range[0]).setYAxisMax(range[1]);
    } else if (losses && low > 0 && high > LOGARITHMIC_THRESHOLD * low) {
      style.setYAxisLogarithmic(true);
      style.setYAxisMin(low / 1.2).setYAxisMax(high * 1.2);
      style.setYAxisDecimalPattern(low < MIN_DECIMAL ? "0E0" : "0.####");
    } else {
      double room = high > low ? 0.05 * (high - low) : 1;
      style.setYAxisMin(losses && low >= 0 ? 0 : low - room).setYAxisMax(high + room);
    }
  }

  private void legend(XYStyler style) {
    int names = points.size() + lines.size() + bands.size();
    style.setMarkerSize(6);
    style.setLegendVisible(names > 1);
    if (names > MAX_BELOW) {
      style.setLegendPosition(LegendPosition.InsideNW);
      style.setLegendLayout(LegendLayout.Vertical);
    }
  }

  private static void add(XYChart chart, Points points) {
    XYSeries series = chart.addSeries(points.name, points.x, points.y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(Color.GRAY);
  }

  /** Adds a series for the legend and the ticks only: it has one point, which shows no line. */
  private static void name(XYChart chart, String text, Color color, BasicStroke stroke) {
    double low = chart.getStyler().getXAxisMin();
    double high = chart.getStyler().getXAxisMax();
    double[] uneven = {low, 0.7 * low + 0.3 * high, high}; // evenly spaced points shift the ticks
    double[] gap = {chart.getStyler().getYAxisMax(), Double.NaN, Double.NaN};
    XYSeries series = chart.addSeries(text, uneven, gap);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineStyle(stroke);
  }

  private static void fill(XYChart chart, Graphics2D graphics, Band band) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < 2 * band.x.length; i++) {
      boolean forth = i < band.x.length;
      int index = forth ? i : 2 * band.x.length - 1 - i;
      double x = chart.getScreenXFromChart(band.x[index]);
      double y = chart.getScreenYFromChart(forth ? band.low[index] : band.high[index]);
      if (i == 0) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    graphics.setColor(BAND);
    graphics.fill(path);
  }

  /** Draws the pieces between gaps, and a dot for a value that stands alone. */
  private static void draw(XYChart chart, Graphics2D graphics, Line line) {
    graphics.setColor(line.color);
    graphics.setStroke(line.stroke);
    Path2D path = new Path2D.Double();
    boolean joined = false;
    for (int i = 0; i < line.x.length; i++) {
      double x = chart.getScreenXFromChart(line.x[i]);
      double y = chart.getScreenYFromChart(line.y[i]);
      boolean continued = isFinite(line, i) && isFinite(line, i + 1);
      if (joined) {
        path.lineTo(x, y);
      } else if (continued) {
        path.moveTo(x, y);
      } else if (isFinite(line, i)) {
        graphics.fill(new Ellipse2D.Double(x - DOT / 2, y - DOT / 2, DOT, DOT));
      }
      joined = continued;
    }
    graphics.draw(path);
  }

  private static boolean isFinite(Line line, int index) {
    return index < line.y.length && Double.isFinite(line.y[index]);
  }
}
