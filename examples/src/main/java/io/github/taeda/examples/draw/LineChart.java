package io.github.taeda.examples.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Lines and points over two axes; each line has a pattern of its own, so that they are told apart
 * in grey too.
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
  private static final int BELOW = 5; // as many names fit into a line below the plot

  private final String title;
  private final String xName;
  private final String yName;
  private final List<Consumer<XYChart>> named = new ArrayList<>();
  private final List<BiConsumer<XYChart, Graphics2D>> drawn = new ArrayList<>();
  private final double[] least = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY}; // of x, y
  private final double[] most = {Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY};
  private double @Nullable [] range;

  public LineChart(String title, String xName, String yName) {
    this.title = title;
    this.xName = xName;
    this.yName = yName;
  }

  /** Adds a line through points in order. */
  public LineChart line(String name, double[] x, double[] y) {
    Color color = COLORS[drawn.size() % COLORS.length];
    BasicStroke stroke = stroke(DASHES[drawn.size() % DASHES.length]);
    include(x, y);
    named.add(
        chart -> { // for the legend and the ticks only: there is no number to draw a line to
          double[] uneven = {least[0], 0.7 * least[0] + 0.3 * most[0], most[0]};
          double[] gap = {y[0], Double.NaN, Double.NaN};
          XYSeries line = chart.addSeries(name, uneven, gap);
          line.setMarker(SeriesMarkers.NONE);
          line.setLineColor(color);
          line.setLineStyle(stroke);
        });
    drawn.add(
        (chart, graphics) -> {
          Path2D path = new Path2D.Double();
          path.moveTo(chart.getScreenXFromChart(x[0]), chart.getScreenYFromChart(y[0]));
          for (int i = 1; i < x.length; i++) {
            path.lineTo(chart.getScreenXFromChart(x[i]), chart.getScreenYFromChart(y[i]));
          }
          graphics.setColor(color);
          graphics.setStroke(stroke);
          graphics.draw(path);
        });
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
    include(x, y);
    named.add(
        chart -> {
          XYSeries points = chart.addSeries(name, x, y);
          points.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
          points.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(Color.GRAY);
        });
    return this;
  }

  /** Shows this part of the vertical axis, rather than what the numbers need. */
  public LineChart range(double from, double to) {
    range = new double[] {from, to};
    return this;
  }

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    XYChart chart = ChartStyle.empty(title, xName, yName, width, height);
    chart.getStyler().setMarkerSize(6);
    axes(chart);
    if (named.size() > BELOW) {
      chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
      chart.getStyler().setLegendLayout(LegendLayout.Vertical);
    }
    named.forEach(series -> series.accept(chart));
    chart.paint(graphics, width, height);
    Graphics2D plot = (Graphics2D) graphics.create();
    plot.clip(plot(chart));
    plot.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    plot.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    drawn.forEach(line -> line.accept(chart, plot));
    plot.dispose();
  }

  /** Some room above and below, none at the sides. */
  private void axes(XYChart chart) {
    double room = most[1] > least[1] ? 0.05 * (most[1] - least[1]) : 1;
    double bottom = range == null ? least[1] - room : range[0];
    double top = range == null ? most[1] + room : range[1];
    chart
        .getStyler()
        .setXAxisMin(least[0])
        .setXAxisMax(most[0] > least[0] ? most[0] : least[0] + 1);
    chart.getStyler().setYAxisMin(bottom).setYAxisMax(top);
    chart.getStyler().setXAxisDecimalPattern("0.######").setYAxisDecimalPattern("0.######");
    chart.getStyler().setPlotContentSize(1);
  }

  private Rectangle plot(XYChart chart) {
    int left = (int) chart.getScreenXFromChart(chart.getStyler().getXAxisMin());
    int right = (int) Math.ceil(chart.getScreenXFromChart(chart.getStyler().getXAxisMax()));
    int bottom = (int) Math.ceil(chart.getScreenYFromChart(chart.getStyler().getYAxisMin()));
    int top = (int) chart.getScreenYFromChart(chart.getStyler().getYAxisMax());
    return new Rectangle(left, top, right - left, bottom - top);
  }

  private void include(double[] x, double[] y) {
    for (double[] numbers : new double[][] {x, y}) {
      int axis = numbers == x ? 0 : 1;
      for (double number : numbers) {
        least[axis] = Math.min(least[axis], number);
        most[axis] = Math.max(most[axis], number);
      }
    }
  }

  private static BasicStroke stroke(float @Nullable [] dashes) {
    return new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }
}
