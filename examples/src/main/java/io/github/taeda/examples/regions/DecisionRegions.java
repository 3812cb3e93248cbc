package io.github.taeda.examples.regions;

import io.github.taeda.examples.draw.ChartStyle;
import io.github.taeda.examples.draw.EdgedMarker;
import io.github.taeda.examples.draw.PicturePanel;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.ops.NDArrays;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.Marker;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Which of three classes a net gives to each place of a square, with the points it was trained on.
 *
 * <p>The classes are light, middling and dark, their points round, square and three-cornered, each
 * with an edge.
 */
final class DecisionRegions implements PicturePanel {
  private static final int CELLS = 120; // along an axis
  private static final Color[] REGIONS = {
    new Color(252, 226, 160), new Color(226, 130, 100), new Color(122, 92, 150)
  };
  private static final Marker[] MARKERS = {
    EdgedMarker.whiteDot(), EdgedMarker.blackSquare(), EdgedMarker.whiteTriangle()
  };

  private final String title;
  private final double edge;
  private final int[] classes; // row by row from the bottom
  private final Batch points;

  private DecisionRegions(String title, double edge, int[] classes, Batch points) {
    this.title = title;
    this.edge = edge;
    this.classes = classes;
    this.points = points;
  }

  /**
   * Asks a net for each place.
   *
   * @param net in evaluation, {@code [*, 2] → [*, 3]}
   * @param edge the square goes from −edge to edge
   */
  static DecisionRegions of(String title, Module net, double edge, Batch points) {
    float[] places = new float[2 * CELLS * CELLS];
    for (int i = 0; i < CELLS * CELLS; i++) {
      places[2 * i] = (float) (edge * (2 * (i % CELLS + 0.5) / CELLS - 1));
      int row = i / CELLS;
      places[2 * i + 1] = (float) (edge * (2 * (row + 0.5) / CELLS - 1));
    }
    return new DecisionRegions(
        title, edge, classes(net, NDArrays.of(places, CELLS * CELLS, 2)), points);
  }

  /** The class with the highest score, for each row. */
  static int[] classes(Module net, INDArray inputs) {
    float[] scores = net.forward(inputs).ravel().toFloatVector(); // rows one by one are slow
    int[] classes = new int[(int) inputs.size(0)];
    int count = REGIONS.length;
    for (int i = 0; i < classes.length; i++) {
      for (int j = 1; j < count; j++) {
        if (scores[i * count + j] > scores[i * count + classes[i]]) {
          classes[i] = j;
        }
      }
    }
    return classes;
  }

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    XYChart chart = ChartStyle.empty(title, "a", "b", width, height);
    chart.getStyler().setXAxisMin(-edge).setXAxisMax(edge);
    chart.getStyler().setYAxisMin(-edge).setYAxisMax(edge);
    chart.getStyler().setPlotGridLinesVisible(false);
    chart.getStyler().setPlotContentSize(1);
    chart.getStyler().setMarkerSize(7);
    chart.getStyler().setXAxisDecimalPattern("0.0").setYAxisDecimalPattern("0.0");
    for (int c = 0; c < REGIONS.length; c++) {
      mark(chart, c);
    }
    Graphics2D trial = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
    chart.paint(trial, width, height); // XChart then knows where the plot is
    trial.dispose();
    int left = (int) Math.round(chart.getScreenXFromChart(-edge));
    int right = (int) Math.round(chart.getScreenXFromChart(edge));
    int bottom = (int) Math.round(chart.getScreenYFromChart(-edge));
    int top = (int) Math.round(chart.getScreenYFromChart(edge));
    Rectangle plot = new Rectangle(left, top, right - left, bottom - top);
    graphics.drawImage(regions(), plot.x, plot.y, plot.width, plot.height, null);
    chart.paint(graphics, width, height);
  }

  private void mark(XYChart chart, int c) {
    List<Double> a = new ArrayList<>();
    List<Double> b = new ArrayList<>();
    for (int i = 0; i < points.target().length(); i++) {
      if (points.target().getInt(i) == c) {
        a.add(points.input().getDouble(i, 0));
        b.add(points.input().getDouble(i, 1));
      }
    }
    XYSeries series = chart.addSeries("class " + c, a, b);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(MARKERS[c]);
  }

  private BufferedImage regions() {
    BufferedImage image = new BufferedImage(CELLS, CELLS, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < classes.length; i++) {
      image.setRGB(i % CELLS, CELLS - 1 - i / CELLS, REGIONS[classes[i]].getRGB());
    }
    return image;
  }
}
