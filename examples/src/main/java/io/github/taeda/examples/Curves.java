package io.github.taeda.examples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Lines over a common axis. */
final class Curves implements Panel {
  private static final Color[] COLORS = {
    new Color(140, 36, 92), new Color(230, 120, 30), new Color(40, 90, 160)
  };

  private final String title;
  private final String xName;
  private final String yName;
  private final Map<String, double[][]> lines = new LinkedHashMap<>();

  Curves(String title, String xName, String yName) {
    this.title = title;
    this.xName = xName;
    this.yName = yName;
  }

  /** The loss of each epoch. */
  static Curves loss(String title, double[] losses) {
    double[] epochs = new double[losses.length];
    Arrays.setAll(epochs, i -> i + 1);
    return new Curves(title, "epoch", "loss").line("loss", epochs, losses);
  }

  /** Adds a line through the points (x, y), with a gap where y is not a number or infinite. */
  Curves line(String name, double[] x, double[] y) {
    double[] finite = Arrays.stream(y).map(v -> Double.isFinite(v) ? v : Double.NaN).toArray();
    lines.put(name, new double[][] {x, finite});
    return this;
  }

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    XYChart chart = Charts.empty(title, xName, yName, width, height);
    chart.getStyler().setSeriesColors(COLORS);
    chart.getStyler().setLegendVisible(lines.size() > 1);
    chart.getStyler().setYAxisLogarithmic(fallsFar());
    chart.getStyler().setXAxisMin(0.0);
    chart.getStyler().setXAxisDecimalPattern("#,##0");
    chart.getStyler().setXAxisTickMarkSpacingHint(80);
    lines.forEach((name, points) -> add(chart, name, points[0], points[1]));
    chart.paint(graphics, width, height);
  }

  /** A line, or the point itself if there is only one. */
  private static void add(XYChart chart, String name, double[] x, double[] y) {
    Marker marker = x.length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE;
    XYSeries series = chart.addSeries(name, lastTwice(x), lastTwice(y));
    series.setMarker(marker);
    series.setLineStyle(new BasicStroke(2));
  }

  /** Over evenly spaced points XChart puts its ticks at uneven numbers; so they are not even. */
  private static double[] lastTwice(double[] numbers) {
    double[] longer = Arrays.copyOf(numbers, numbers.length + 1);
    longer[numbers.length] = numbers[numbers.length - 1];
    return longer;
  }

  /** Whether the heights span more than a factor of ten, so that a logarithmic axis shows more. */
  private boolean fallsFar() {
    DoubleSummaryStatistics heights =
        lines.values().stream()
            .flatMapToDouble(points -> Arrays.stream(points[1]))
            .filter(Double::isFinite)
            .summaryStatistics();
    return heights.getMin() > 0 && heights.getMax() > 10 * heights.getMin();
  }
}
