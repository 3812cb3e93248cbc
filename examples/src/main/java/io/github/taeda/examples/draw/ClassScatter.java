package io.github.taeda.examples.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.GlyphVector;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;

/**
 * A scatter plot of labelled points: each is drawn as the name of its class in the colour of the
 * class, with a large name at the median of each class.
 */
public final class ClassScatter implements PicturePanel {
  private static final int SMALL = 9;
  private static final int LARGE = 22;
  private static final Color[] COLORS = {
    new Color(31, 119, 180), new Color(200, 30, 40), new Color(30, 130, 50),
    new Color(140, 60, 170), new Color(215, 110, 0), new Color(115, 75, 60),
    new Color(210, 50, 140), new Color(70, 70, 70), new Color(125, 125, 0),
    new Color(0, 140, 155)
  };

  private final String title;
  private final String axes;
  private final double[][] points;
  private final int[] labels;
  private final List<String> classNames;

  /**
   * Creates the plot.
   *
   * @param axes the axes' common name, to which 1 and 2 are appended
   * @param points {@code [count][2]}
   * @param labels the class index of each point
   * @param classNames by class index, one or two characters each
   */
  public ClassScatter(
      String title, String axes, double[][] points, int[] labels, List<String> classNames) {
    this.title = title;
    this.axes = axes;
    this.points = points;
    this.labels = labels;
    this.classNames = classNames;
  }

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    XYChart chart = ChartStyle.empty(title, axes + " 1", axes + " 2", width, height);
    style(chart.getStyler());
    for (int label = 0; label < classNames.size(); label++) {
      add(chart, label, SMALL, of(label, 0), of(label, 1));
    }
    for (int label = 0; label < classNames.size(); label++) { // above all points
      add(chart, label, LARGE, median(of(label, 0)), median(of(label, 1)));
    }
    chart.paint(graphics, width, height);
  }

  private static void style(XYStyler style) {
    style.setLegendVisible(false); // the markers are the names
    style.setPlotContentSize(0.96);
    style.setXAxisDecimalPattern("0.0").setYAxisDecimalPattern("0.0");
  }

  private void add(XYChart chart, int label, int size, double[] x, double[] y) {
    if (x.length > 0) {
      XYSeries series = chart.addSeries(classNames.get(label) + ", size " + size, x, y);
      series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
      series.setMarker(new NameMarker(classNames.get(label), COLORS[label % COLORS.length], size));
    }
  }

  /** One coordinate of the points of a class. */
  private double[] of(int label, int axis) {
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      if (labels[i] == label) {
        values.add(points[i][axis]);
      }
    }
    return values.stream().mapToDouble(value -> value).toArray();
  }

  /** The median as an array of one value; empty if there are no values. */
  private static double[] median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Arrays.copyOfRange(
        sorted, sorted.length / 2, Math.min(sorted.length, sorted.length / 2 + 1));
  }

  /** A marker that is a name; a large one has a white edge. */
  private static final class NameMarker extends Marker {
    private final String name;
    private final Color color;
    private final int size;

    NameMarker(String name, Color color, int size) {
      this.name = name;
      this.color = color;
      this.size = size;
    }

    @Override
    public void paint(Graphics2D graphics, double x, double y, int markerSize) {
      boolean large = size > SMALL;
      Font font = new Font(Font.SANS_SERIF, large ? Font.BOLD : Font.PLAIN, size);
      GlyphVector glyphs = font.createGlyphVector(graphics.getFontRenderContext(), name);
      Rectangle2D box = glyphs.getVisualBounds();
      Shape text =
          glyphs.getOutline((float) (x - box.getCenterX()), (float) (y - box.getCenterY()));
      if (large) {
        graphics.setColor(Color.WHITE);
        graphics.setStroke(new BasicStroke(5));
        graphics.draw(text);
      }
      graphics.setColor(color);
      graphics.fill(text);
    }
  }
}
