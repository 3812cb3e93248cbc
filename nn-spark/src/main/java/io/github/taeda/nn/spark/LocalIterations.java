package io.github.taeda.nn.spark;

import io.github.taeda.nn.Checks;
import io.github.taeda.nn.ops.Elementwise;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The iterations of plain gradient descent that a partition makes alone between two updates. */
final class LocalIterations implements Serializable {
  /** One gradient for one update. */
  static final LocalIterations EXACT = new LocalIterations(1, 1, true);

  private final int count;
  private final double learningRate;
  private final boolean exact;

  private LocalIterations(int count, double learningRate, boolean exact) {
    this.count = count;
    this.learningRate = learningRate;
    this.exact = exact;
  }

  static LocalIterations of(int count, double learningRate) {
    return new LocalIterations(
        Checks.requireCount("SparkSGD", "localIterations", count),
        Checks.requirePositive("SparkSGD", "learningRate", learningRate),
        false);
  }

  boolean isExact() {
    return exact;
  }

  double learningRate() {
    return learningRate;
  }

  /** The examples of each iteration, in order; none is empty. */
  List<int[]> parts(int... rows) {
    List<int[]> parts = new ArrayList<>();
    int number = Math.min(count, rows.length);
    for (int i = 0; i < number; i++) {
      long start = (long) rows.length * i / number;
      long end = (long) rows.length * (i + 1) / number;
      parts.add(Arrays.copyOfRange(rows, (int) start, (int) end));
    }
    return parts;
  }

  /** The sum of the gradients that led from one vector to another. */
  INDArray change(INDArray before, INDArray after) {
    Elementwise.subtract(before, after, before);
    Elementwise.scale(before, 1 / learningRate, before);
    return before;
  }

  @Override
  public String toString() {
    return exact ? "exact" : count + " local iterations, learning rate " + learningRate;
  }
}
