package io.github.taeda.examples.draw;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ops.NDArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The decision surface of a net with two inputs a, b and one output: its output on a grid over a
 * square of the plane, one value for the centre of each cell.
 */
public final class DecisionSurface {
  private final double from;
  private final double to;
  private final double[][] outputs; // [row][column]: b, a

  private DecisionSurface(double from, double to, double[][] outputs) {
    this.from = from;
    this.to = to;
    this.outputs = outputs;
  }

  /**
   * Evaluates a net, which must be in evaluation mode, for all cells in one batch.
   *
   * @param from the lower end of both axes
   * @param to the upper end of both axes
   * @param cells number of cells along one axis
   */
  public static DecisionSurface of(Module net, double from, double to, int cells) {
    DecisionSurface surface = new DecisionSurface(from, to, new double[cells][]);
    float[] points = new float[2 * cells * cells];
    for (int i = 0; i < cells * cells; i++) {
      points[2 * i] = (float) surface.centre(i % cells);
      points[2 * i + 1] = (float) surface.centre(i / cells);
    }
    INDArray output = net.forward(NDArrays.of(points, (long) cells * cells, 2)); // [cells², 1]
    double[] all = output.ravel().toDoubleVector();
    Arrays.setAll(surface.outputs, b -> Arrays.copyOfRange(all, b * cells, (b + 1) * cells));
    return surface;
  }

  /** The outputs, {@code [row][column]}: b and a; not to be modified. */
  double[][] outputs() {
    return outputs;
  }

  /** The lower end of both axes. */
  double from() {
    return from;
  }

  /** The upper end of both axes. */
  double to() {
    return to;
  }

  /** The number of cells along one axis. */
  int cells() {
    return outputs.length;
  }

  /** The coordinate of the centre of a column or row. */
  double centre(int index) {
    return from + (to - from) * (index + 0.5) / cells();
  }

  /**
   * The contour line on which the output is {@code level}, in pieces.
   *
   * <p>Each square between four centres is cut into two triangles. A triangle whose corners are not
   * all on one side of the level is crossed by one piece, whose ends on two of its edges are
   * interpolated linearly.
   *
   * @return pieces {@code {a, b, a, b}}
   */
  List<double[]> contour(double level) {
    List<double[]> pieces = new ArrayList<>();
    for (int row = 0; row + 1 < cells(); row++) {
      for (int column = 0; column + 1 < cells(); column++) {
        double[] corner = corner(row, column);
        double[] across = corner(row + 1, column + 1);
        cut(level, pieces, corner, across, corner(row, column + 1));
        cut(level, pieces, corner, across, corner(row + 1, column));
      }
    }
    return pieces;
  }

  private double[] corner(int row, int column) {
    return new double[] {centre(column), centre(row), outputs[row][column]};
  }

  private static void cut(double level, List<double[]> pieces, double[]... corners) {
    double[] piece = new double[4];
    int ends = 0;
    for (int i = 0; i < 3; i++) {
      double[] p = corners[i];
      double[] q = corners[(i + 1) % 3];
      if (p[2] < level != q[2] < level) {
        double part = (level - p[2]) / (q[2] - p[2]);
        piece[2 * ends] = p[0] + part * (q[0] - p[0]);
        piece[2 * ends + 1] = p[1] + part * (q[1] - p[1]);
        ends++;
      }
    }
    if (ends == 2) {
      pieces.add(piece);
    }
  }
}
