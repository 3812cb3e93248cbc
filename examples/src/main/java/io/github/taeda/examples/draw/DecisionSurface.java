package io.github.taeda.examples.draw;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.ops.NDArrays;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The answers of a net with two inputs a, b and one output over a square of the plane: one answer
 * for the middle of each cell of a grid.
 */
public final class DecisionSurface {
  private final double from;
  private final double to;
  private final double[][] answers; // [row][column]: b, a

  private DecisionSurface(double from, double to, double[][] answers) {
    this.from = from;
    this.to = to;
    this.answers = answers;
  }

  /**
   * Asks a net, which must be in evaluation, for every cell at once.
   *
   * @param from where the square begins on both axes
   * @param to where it ends
   * @param cells how many there are along one axis
   */
  public static DecisionSurface of(Module net, double from, double to, int cells) {
    DecisionSurface surface = new DecisionSurface(from, to, new double[cells][]);
    float[] places = new float[2 * cells * cells];
    for (int i = 0; i < cells * cells; i++) {
      places[2 * i] = (float) surface.middle(i % cells);
      places[2 * i + 1] = (float) surface.middle(i / cells);
    }
    INDArray output = net.forward(NDArrays.of(places, (long) cells * cells, 2)); // [cells², 1]
    double[] all = output.ravel().toDoubleVector();
    Arrays.setAll(surface.answers, b -> Arrays.copyOfRange(all, b * cells, (b + 1) * cells));
    return surface;
  }

  /** The answers, {@code [row][column]}: b and a; the caller does not change them. */
  double[][] answers() {
    return answers;
  }

  /** Where the square begins. */
  double from() {
    return from;
  }

  /** Where the square ends. */
  double to() {
    return to;
  }

  /** How many cells there are along one axis. */
  int cells() {
    return answers.length;
  }

  /** Where the middle of a column, or of a row, is on its axis. */
  double middle(int index) {
    return from + (to - from) * (index + 0.5) / cells();
  }

  /**
   * The line on which the answer is {@code level}, in pieces.
   *
   * <p>Each square between four middles is cut into two triangles; a triangle whose corners are not
   * all on one side of the level is crossed by one piece, between two of its edges, whose ends are
   * interpolated.
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
    return new double[] {middle(column), middle(row), answers[row][column]};
  }

  private static void cut(double level, List<double[]> pieces, double[]... corners) {
    double[] piece = new double[4];
    int ends = 0;
    for (int i = 0; i < 3; i++) {
      double[] p = corners[i];
      double[] q = corners[(i + 1) % 3];
      if (p[2] < level != q[2] < level) {
        double share = (level - p[2]) / (q[2] - p[2]);
        piece[2 * ends] = p[0] + share * (q[0] - p[0]);
        piece[2 * ends + 1] = p[1] + share * (q[1] - p[1]);
        ends++;
      }
    }
    if (ends == 2) {
      pieces.add(piece);
    }
  }
}
