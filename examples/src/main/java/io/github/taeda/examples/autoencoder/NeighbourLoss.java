package io.github.taeda.examples.autoencoder;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.Evaluated;
import io.github.taeda.nn.Loss;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Shapes;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.ops.Reductions;
import io.github.taeda.nn.ops.Scratch;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The loss of t-SNE, {@code L = Σ_ij p_ij ln (p_ij / q_ij)}: how badly points on a map have the
 * neighbours that the data have (van der Maaten and Hinton, 2008).
 *
 * <p>The target is p {@code [points, points]}, symmetric, with zeros on its diagonal and the sum 1;
 * the prediction is the points y {@code [points, 2]}. With {@code a_ij = 1 / (1 + |y_i − y_j|²)},
 * {@code q_ij = a_ij / Σ_{k≠l} a_kl} and {@code ∂L/∂y_i = 4 Σ_j (p_ij − q_ij) a_ij (y_i − y_j)}:
 * neighbours attract and all points repel each other. An attraction α, for early exaggeration,
 * replaces the first p of the derivative by α p; L is then {@code Σ p_ij (ln p_ij − α ln a_ij) + ln
 * Σ a_kl}. The losses of the examples are the rows of the sum.
 */
final class NeighbourLoss extends Loss {
  private final double attraction;

  /** Creates a loss; the attraction α is 1 but for early exaggeration. */
  NeighbourLoss(double attraction) {
    super(Reduction.SUM);
    this.attraction = Checks.requirePositive("NeighbourLoss", "attraction", attraction);
  }

  @Override
  protected void check(INDArray target, INDArray prediction) {
    Shapes.requireBatch(this, "prediction", prediction);
    Shapes.requireShape(this, "prediction", prediction, prediction.size(0), 2);
    Shapes.requireShape(this, "target", target, prediction.size(0), prediction.size(0));
    Shapes.requireType(this, "target", target, prediction.dataType());
  }

  @Override
  protected INDArray losses(INDArray target, INDArray prediction) {
    return new Map(target, prediction).losses();
  }

  @Override
  protected INDArray delta(INDArray target, INDArray prediction, double scale) {
    return new Map(target, prediction).delta(scale);
  }

  @Override
  protected Evaluated evaluateChecked(INDArray target, INDArray prediction) {
    Map map = new Map(target, prediction); // shared by both
    return new Evaluated(Reductions.sum(map.losses()), 1, map.delta(1));
  }

  /** The points of one call; each row is computed on its own, so that all cores can take part. */
  private final class Map {
    private final INDArray like;
    private final int points;
    private final double[] p; // [points, points]
    private final double[] y; // [points, 2]
    private final double[] a; // [points, points]
    private final double sumOfA;

    Map(INDArray target, INDArray prediction) {
      like = prediction;
      points = (int) prediction.size(0);
      p = new double[points * points];
      y = new double[2 * points];
      a = new double[points * points];
      NDArrays.readValues(target, p);
      NDArrays.readValues(prediction, y);
      double[] rowSums = new double[points];
      IntStream.range(0, points).parallel().forEach(i -> rowSums[i] = closeness(i));
      sumOfA = Arrays.stream(rowSums).sum();
    }

    /** Computes a row of a and returns its sum. */
    private double closeness(int i) {
      double sum = 0;
      for (int j = 0; j < points; j++) {
        double dx = y[2 * i] - y[2 * j];
        double dy = y[2 * i + 1] - y[2 * j + 1];
        double close = i == j ? 0 : 1 / (1 + dx * dx + dy * dy);
        a[i * points + j] = close;
        sum += close;
      }
      return sum;
    }

    INDArray losses() {
      double logSum = Math.log(sumOfA);
      double[] losses = new double[points];
      IntStream.range(0, points)
          .parallel()
          .forEach(
              i -> {
                for (int j = i * points; j < (i + 1) * points; j++) {
                  losses[i] +=
                      p[j] == 0
                          ? 0
                          : p[j] * (Math.log(p[j]) - attraction * Math.log(a[j]) + logSum);
                }
              });
      return array(losses, points);
    }

    INDArray delta(double scale) {
      double[] delta = new double[2 * points];
      IntStream.range(0, points)
          .parallel()
          .forEach(
              i -> {
                for (int j = 0; j < points; j++) {
                  double close = a[i * points + j];
                  double force = (attraction * p[i * points + j] - close / sumOfA) * close;
                  delta[2 * i] += 4 * scale * force * (y[2 * i] - y[2 * j]);
                  delta[2 * i + 1] += 4 * scale * force * (y[2 * i + 1] - y[2 * j + 1]);
                }
              });
      return array(delta, points, 2);
    }

    private INDArray array(double[] values, long... shape) {
      INDArray array = Scratch.array(like.dataType(), shape);
      NDArrays.setValues(values, array);
      return array;
    }
  }
}
