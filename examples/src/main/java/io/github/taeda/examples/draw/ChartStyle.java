package io.github.taeda.examples.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;

/** Fonts and colours of all charts. */
public final class ChartStyle {
  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
  static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  static final Color INK = new Color(40, 40, 40);
  private static final Color GRID = new Color(225, 225, 225);

  private ChartStyle() {}

  /** An empty chart with a transparent background. */
  public static XYChart empty(String title, String xName, String yName, int width, int height) {
    XYChart chart = new XYChart(width, height);
    chart.setTitle(title);
    chart.setXAxisTitle(xName);
    chart.setYAxisTitle(yName);
    XYStyler style = chart.getStyler();
    style.setLocale(Locale.ROOT);
    style.setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Line);
    colors(style);
    fonts(style);
    style.setLegendPosition(LegendPosition.OutsideS);
    style.setLegendLayout(LegendLayout.Horizontal);
    style.setPlotMargin(0);
    style.setChartPadding(8);
    style.setChartTitlePadding(8);
    return chart;
  }

  /** An empty chart over the square from {@code from} to {@code to} of two inputs a and b. */
  public static XYChart square(String title, double from, double to, int width, int height) {
    XYChart chart = empty(title, "a", "b", width, height);
    XYStyler style = chart.getStyler();
    style.setXAxisMin(from).setXAxisMax(to);
    style.setYAxisMin(from).setYAxisMax(to);
    style.setXAxisDecimalPattern("0.0").setYAxisDecimalPattern("0.0");
    style.setPlotGridLinesVisible(false);
    style.setPlotContentSize(1);
    return chart;
  }

  /** The rectangle of the plot of a chart with fixed axes that is about to be painted. */
  public static Rectangle plot(XYChart chart) {
    Graphics2D trial = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    chart.paint(trial, chart.getWidth(), chart.getHeight()); // XChart then knows it
    trial.dispose();
    XYStyler style = chart.getStyler();
    int left = (int) Math.round(chart.getScreenXFromChart(style.getXAxisMin()));
    int right = (int) Math.round(chart.getScreenXFromChart(style.getXAxisMax()));
    int bottom = (int) Math.round(chart.getScreenYFromChart(style.getYAxisMin()));
    int top = (int) Math.round(chart.getScreenYFromChart(style.getYAxisMax()));
    return new Rectangle(left, top, right - left, bottom - top);
  }

  private static void colors(XYStyler style) {
    Color clear = new Color(255, 255, 255, 0);
    style.setChartBackgroundColor(clear);
    style.setPlotBackgroundColor(clear);
    style.setLegendBackgroundColor(clear);
    style.setLegendBorderColor(clear);
    style.setChartTitleBoxVisible(false);
    style.setChartFontColor(INK);
    style.setAxisTickLabelsColor(INK);
    style.setAxisTickMarksColor(INK);
    style.setPlotBorderColor(INK);
    style.setPlotGridLinesColor(GRID);
    style.setPlotGridLinesStroke(new BasicStroke(1));
  }

  private static void fonts(XYStyler style) {
    style.setChartTitleFont(TITLE);
    style.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    style.setAxisTickLabelsFont(SMALL);
    style.setLegendFont(SMALL);
  }
}
