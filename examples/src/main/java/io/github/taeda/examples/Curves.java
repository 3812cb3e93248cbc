package io.github.taeda.examples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Lines and points over two axes; each line has a pattern of its own, so that they are told apart
 * in grey too.
 */
final class Curves implements Panel {
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

  private final String title;
  private final String xName;
  private final String yName;
  private final List<Consumer<XYChart>> series = new ArrayList<>();
  private int lines;
  private double @Nullable [] range;

  Curves(String title, String xName, String yName) {
    this.title = title;
    this.xName = xName;
    this.yName = yName;
  }

  /** Adds a line through points in order; it has a gap where y is not a number. */
  Curves line(String name, double[] x, double[] y) {
    Color color = COLORS[lines % COLORS.length];
    BasicStroke stroke = stroke(DASHES[lines % DASHES.length]);
    lines++;
    series.add(
        chart -> {
          XYSeries line = chart.addSeries(name, x, y);
          line.setMarker(SeriesMarkers.NONE);
          line.setLineColor(color);
          line.setLineStyle(stroke);
        });
    return this;
  }

  /** Adds a line over 1, 2, … . */
  Curves line(String name, double... y) {
    double[] x = new double[y.length];
    Arrays.setAll(x, i -> i + 1);
    return line(name, x, y);
  }

  /** Adds points that no line joins. */
  Curves points(String name, double[] x, double[] y) {
    series.add(
        chart -> {
          XYSeries points = chart.addSeries(name, x, y);
          points.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
          points.setMarker(SeriesMarkers.CIRCLE).setMarkerColor(Color.GRAY);
        });
    return this;
  }

  /** Shows only this part of the vertical axis. */
  Curves range(double from, double to) {
    range = new double[] {from, to};
    return this;
  }

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    XYChart chart = Charts.empty(title, xName, yName, width, height);
    chart.getStyler().setMarkerSize(6);
    if (range != null) {
      chart.getStyler().setYAxisMin(range[0]).setYAxisMax(range[1]);
    }
    series.forEach(one -> one.accept(chart));
    chart.paint(graphics, width, height);
  }

  private static BasicStroke stroke(float @Nullable [] dashes) {
    return new BasicStroke(2.2f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0);
  }
}
