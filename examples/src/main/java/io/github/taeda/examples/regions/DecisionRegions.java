package io.github.taeda.examples.regions;

import io.github.taeda.examples.draw.ChartStyle;
import io.github.taeda.examples.draw.EdgedMarker;
import io.github.taeda.examples.draw.PicturePanel;
import io.github.taeda.examples.report.ClassScores;
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
 * The decision regions of a net with two inputs and three classes: the predicted class at each
 * point of a square, and the training points.
 *
 * <p>The regions are light, medium and dark, the points dots, squares and triangles.
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
  private final int[] classes; // predicted, row by row from the bottom
  private final Batch points;

  private DecisionRegions(String title, double edge, int[] classes, Batch points) {
    this.title = title;
    this.edge = edge;
    this.classes = classes;
    this.points = points;
  }

  /**
   * Evaluates a net on a grid.
   *
   * @param net in evaluation mode, {@code [*, 2] → [*, 3]}
   * @param edge the square goes from −edge to edge
   */
  static DecisionRegions of(String title, Module net, double edge, Batch points) {
    float[] grid = new float[2 * CELLS * CELLS];
    for (int i = 0; i < CELLS * CELLS; i++) {
      grid[2 * i] = (float) (edge * (2 * (i % CELLS + 0.5) / CELLS - 1));
      int row = i / CELLS;
      grid[2 * i + 1] = (float) (edge * (2 * (row + 0.5) / CELLS - 1));
    }
    INDArray scores = net.forward(NDArrays.of(grid, CELLS * CELLS, 2)); // [cells², 3]
    return new DecisionRegions(title, edge, ClassScores.predictedClasses(scores), points);
  }

  @Override
  public void paint(Graphics2D graphics, int width, int height) {
    XYChart chart = ChartStyle.square(title, -edge, edge, width, height);
    chart.getStyler().setMarkerSize(7);
    for (int label = 0; label < REGIONS.length; label++) {
      mark(chart, label);
    }
    Rectangle plot = ChartStyle.plot(chart);
    graphics.drawImage(regions(), plot.x, plot.y, plot.width, plot.height, null);
    chart.paint(graphics, width, height);
  }

  private void mark(XYChart chart, int label) {
    List<Double> a = new ArrayList<>();
    List<Double> b = new ArrayList<>();
    for (int i = 0; i < points.target().length(); i++) {
      if (points.target().getInt(i) == label) {
        a.add(points.input().getDouble(i, 0));
        b.add(points.input().getDouble(i, 1));
      }
    }
    XYSeries series = chart.addSeries("class " + label, a, b);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(MARKERS[label]);
  }

  private BufferedImage regions() {
    BufferedImage image = new BufferedImage(CELLS, CELLS, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < classes.length; i++) {
      image.setRGB(i % CELLS, CELLS - 1 - i / CELLS, REGIONS[classes[i]].getRGB());
    }
    return image;
  }
}
