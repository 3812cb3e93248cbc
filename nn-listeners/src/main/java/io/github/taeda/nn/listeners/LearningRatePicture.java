package io.github.taeda.nn.listeners;

import io.github.taeda.nn.optim.LearningRateCurve;
import io.github.taeda.nn.optim.LearningRateCurve.Trial;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws the result of a learning-rate range test as a PNG picture: the loss of each batch, the
 * smoothed loss and the suggested learning rate, over a logarithmic axis. Needs no display.
 */
public final class LearningRatePicture {
  private static final int WIDTH = 700;
  private static final int HEIGHT = 450;
  private static final double MIN_HEIGHT = 1e-6; // of the axis, where all losses are zero

  private LearningRatePicture() {}

  /**
   * Writes the picture; its directory is created if there is none, an older file is replaced.
   *
   * @throws IllegalArgumentException if the curve has fewer than two finite losses
   * @throws java.io.UncheckedIOException if the file cannot be written
   */
  public static void write(LearningRateCurve curve, Path path) {
    Objects.requireNonNull(curve, "LearningRatePicture: curve is null");
    OutputFile file = new OutputFile("LearningRatePicture", path);
    BufferedImage image = BitmapEncoder.getBufferedImage(chart(curve));
    file.createDirectory();
    file.write(channel -> LearningCurves.write(image, channel));
  }

  static XYChart chart(LearningRateCurve curve) {
    List<Trial> points =
        curve.points().stream().filter(point -> Double.isFinite(point.smoothed())).toList();
    if (points.size() < 2) {
      throw new IllegalArgumentException(
          "LearningRatePicture: the curve must have at least two finite losses, but has "
              + points.size());
    }
    XYChart chart = axes(points);
    add(chart, "loss of a batch", points, Trial::loss, new Color(170, 185, 215), 1);
    add(chart, "smoothed", points, Trial::smoothed, new Color(25, 60, 130), 2.5f);
    curve.suggestion().ifPresent(rate -> addSuggestion(chart, rate, chart.getStyler()));
    return chart;
  }

  /** The axes; the loss up to its first value and as far above as it falls below. */
  private static XYChart axes(List<Trial> points) {
    XYChart chart = new XYChart(WIDTH, HEIGHT);
    chart.setXAxisTitle("learning rate");
    chart.setYAxisTitle("loss");
    XYStyler style = chart.getStyler();
    style.setLocale(Locale.ROOT);
    style.setXAxisLogarithmic(true);
    style.setChartBackgroundColor(Color.WHITE);
    style.setLegendPosition(LegendPosition.OutsideS);
    style.setLegendLayout(LegendLayout.Horizontal);
    style.setYAxisDecimalPattern("0.######");
    DoubleSummaryStatistics smoothed =
        points.stream().mapToDouble(Trial::smoothed).summaryStatistics();
    double first = points.get(0).smoothed();
    double top = first + (first - smoothed.getMin()) + Math.abs(first) / 4;
    double bottom = Math.min(smoothed.getMin(), 0);
    style.setYAxisMin(bottom);
    style.setYAxisMax(Math.max(Math.min(smoothed.getMax(), top), bottom + MIN_HEIGHT));
    return chart;
  }

  private static void add(
      XYChart chart,
      String name,
      List<Trial> points,
      ToDoubleFunction<Trial> value,
      Color color,
      float width) {
    double[] x = points.stream().mapToDouble(Trial::learningRate).toArray();
    double top = chart.getStyler().getYAxisMax();
    double[] y = points.stream().mapToDouble(value).map(v -> v > top ? Double.NaN : v).toArray();
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineStyle(new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND));
  }

  /** A vertical line. */
  private static void addSuggestion(XYChart chart, double rate, XYStyler style) {
    String name = String.format(Locale.ROOT, "steepest at %.2g", rate);
    double[] x = {rate, rate};
    double[] y = {style.getYAxisMin(), style.getYAxisMax()};
    XYSeries series = chart.addSeries(name, x, y);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(new Color(215, 95, 20));
    series.setLineStyle(
        new BasicStroke(
            2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {9, 5}, 0));
  }
}
