package io.github.taeda.nn.listeners;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A chart of values over the epochs, whose lines differ in colour, dashes and markers. */
final class CurveChart {
  private static final Color[] COLORS = {
    new Color(25, 60, 130), new Color(215, 95, 20), new Color(20, 130, 90), new Color(150, 40, 110)
  };
  private static final float[][] DASHES = {null, {9, 5}, {2, 4}, {12, 4, 2, 4}};
  private static final Marker[] MARKERS = {
    SeriesMarkers.CIRCLE,
    SeriesMarkers.SQUARE,
    SeriesMarkers.TRIANGLE_UP,
    SeriesMarkers.DIAMOND,
    SeriesMarkers.CROSS // one more than the others, so that further lines differ
  };
  private static final int MAX_MARKERS = 40; // more would hide the line

  private final String yName;
  private final boolean fraction;
  private final Map<String, double[]> lines = new LinkedHashMap<>();

  private CurveChart(String yName, boolean fraction) {
    this.yName = yName;
    this.fraction = fraction;
  }

  static CurveChart ofLosses() {
    return new CurveChart("loss", false);
  }

  /** From 0 to 1. */
  static CurveChart ofMetrics() {
    return new CurveChart("metric", true);
  }

  /** Adds a value per epoch; the line has a gap where it is infinite or NaN. */
  void add(String name, double... values) {
    double[] finite = Arrays.stream(values).map(v -> Double.isFinite(v) ? v : Double.NaN).toArray();
    lines.put(name, finite);
  }

  /** The lines in order. */
  Set<String> names() {
    return lines.keySet();
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }

  XYChart chart(int width, int height) {
    XYChart chart = new XYChart(width, height);
    chart.setXAxisTitle("epoch");
    chart.setYAxisTitle(yName);
    XYStyler style = chart.getStyler();
    style.setLocale(Locale.ROOT);
    style.setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Line);
    style.setChartBackgroundColor(Color.WHITE);
    style.setLegendPosition(LegendPosition.OutsideS);
    style.setLegendLayout(LegendLayout.Horizontal);
    style.setXAxisDecimalPattern("#,##0");
    style.setXAxisMin(0.0);
    scale(style);
    if (!style.isYAxisLogarithmic()) {
      style.setYAxisDecimalPattern("0.######"); // XChart's own leaves the 0 before the point out
    }
    lines.forEach((name, values) -> add(chart, name, values));
    return chart;
  }

  private void scale(XYStyler style) {
    DoubleSummaryStatistics finite =
        lines.values().stream()
            .flatMapToDouble(Arrays::stream)
            .filter(Double::isFinite)
            .summaryStatistics();
    if (fraction || finite.getCount() == 0) {
      style.setYAxisMin(0.0);
      style.setYAxisMax(1.0);
    } else if (finite.getMin() > 0 && finite.getMax() > 10 * finite.getMin()) {
      style.setYAxisLogarithmic(true);
    } else if (finite.getMin() > 0) {
      style.setYAxisMin(0.0);
    }
  }

  private static void add(XYChart chart, String name, double... values) {
    int number = chart.getSeriesCollection().size();
    int count = values.length;
    double[] epochs = new double[count + 1];
    Arrays.setAll(epochs, i -> i + 1);
    epochs[count] = count + 1e-6; // at equal distances XChart would choose fractional ticks
    double[] longer = Arrays.copyOf(values, count + 1);
    longer[count] = values[count - 1];
    XYSeries series = chart.addSeries(name, epochs, longer);
    series.setMarker(count > MAX_MARKERS ? SeriesMarkers.NONE : MARKERS[number % MARKERS.length]);
    series.setLineColor(COLORS[number % COLORS.length]);
    series.setMarkerColor(COLORS[number % COLORS.length]);
    series.setLineStyle(
        new BasicStroke(
            2,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            10,
            DASHES[number % DASHES.length],
            0));
  }
}
