package io.github.taeda.examples.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;

/** The look that all charts share. */
public final class ChartStyle {
  static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
  static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

  static final Color INK = new Color(40, 40, 40);
  private static final Color GRID = new Color(225, 225, 225);

  private ChartStyle() {}

  /** An empty chart whose background lets through what was painted before. */
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
