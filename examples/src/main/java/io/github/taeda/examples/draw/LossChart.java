package io.github.taeda.examples.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Losses over the epochs, one line each; on a logarithmic axis if they span more than a factor of
 * ten, else from zero.
 */
public final class LossChart implements PicturePanel {
  private static final Color[] COLORS = {
    new Color(140, 36, 92), new Color(230, 120, 30), new Color(40, 90, 160)
  };

  private final String title;
  private final String xName;
  private final Map<String, double[]> lines = new LinkedHashMap<>();

  public LossChart(String title) {
    this(title, "epoch");
  }

  /** Losses over something else. */
  public LossChart(String title, String xName) {
    this.title = title;
    this.xName = xName;
  }

  /** Adds the loss of each epoch; the line has a gap where it is not a number or infinite. */
  public LossChart line(String name, double[] losses) {
    double[] finite = Arrays.stream(losses).map(v -> Double.isFinite(v) ? v : Double.NaN).toArray();
    lines.put(name, finite);
    return this;
  }

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    XYChart chart = ChartStyle.empty(title, xName, "loss", width, height);
    axes(chart.getStyler());
    chart.getStyler().setSeriesColors(COLORS);
    chart.getStyler().setLegendVisible(lines.size() > 1);
    lines.forEach((name, losses) -> add(chart, name, losses));
    chart.paint(graphics, width, height);
  }

  private void axes(XYStyler style) {
    style.setXAxisMin(0.0);
    style.setXAxisDecimalPattern("#,##0");
    style.setXAxisTickMarkSpacingHint(80);
    DoubleSummaryStatistics losses =
        lines.values().stream()
            .flatMapToDouble(Arrays::stream)
            .filter(Double::isFinite)
            .summaryStatistics();
    double least = losses.getMin();
    if (least > 0 && losses.getMax() > 10 * least) {
      style.setYAxisLogarithmic(true);
    } else if (least > 0 && losses.getCount() > 0) {
      style.setYAxisMin(0.0);
      style.setYAxisDecimalPattern("0.######");
    }
  }

  /** A line, or a dot if there is one epoch only. */
  private static void add(XYChart chart, String name, double[] losses) {
    int count = losses.length;
    double[] epochs = new double[count + 1];
    Arrays.setAll(epochs, i -> i + 1);
    epochs[count] = count + 0.01; // over even spaces XChart would put its ticks at odd numbers
    double[] longer = Arrays.copyOf(losses, count + 1);
    longer[count] = losses[count - 1];
    XYSeries series = chart.addSeries(name, epochs, longer);
    series.setMarker(count == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    series.setLineStyle(new BasicStroke(2));
  }
}
