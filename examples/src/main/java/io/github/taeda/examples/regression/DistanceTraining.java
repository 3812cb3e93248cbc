package io.github.taeda.examples.regression;

import static io.github.taeda.examples.regression.RegressionExample.number;

import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.draw.LineChart;
import io.github.taeda.examples.report.Table;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.Optim;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Trains {@link CappedDistance}, a module with one parameter, on four pairs. */
final class DistanceTraining {
  static final double LEARNING_RATE = 0.2;
  static final int MAX_ITERATIONS = 100;
  static final double MAX_LOSS = 1e-9; // at the end

  private static final float[] PAIRS = {4, 2, 6, -3, 1, 1, 3, 3}; // (x, y)
  private static final float[] TARGETS = {1, 1, 0, 0}; // 0 for equal, 1 for distant pairs
  private static final int INTERVALS = 200; // of the curves in the picture

  private DistanceTraining() {}

  /** Returns whether the loss got small enough. */
  static boolean run(RandomGenerator random, RunOutput out) throws IOException {
    out.section("A custom module");
    CappedDistance module = new CappedDistance(0.5 * random.nextDouble());
    double before = module.a();
    DoubleStream.Builder losses = DoubleStream.builder();
    // region descent
    INDArray pairs = NDArrays.of(PAIRS, 4, 2);
    INDArray targets = NDArrays.of(TARGETS, 4, 1);
    Optim optim = new Optim(module, new MSELoss(), LEARNING_RATE);
    int iterations = 0;
    double loss;
    do {
      loss = optim.step(pairs, targets); // the loss before the update
      losses.add(loss);
      iterations++;
    } while (loss > MAX_LOSS && iterations < MAX_ITERATIONS);
    // endregion
    out.table(predictions(module.evaluate().forward(pairs).ravel().toDoubleVector()));
    String change = number(before) + " to " + number(module.a());
    out.text("a went from " + change + " in " + iterations + " iterations.");
    draw(before, module.a(), losses.build().toArray(), out);
    return loss <= MAX_LOSS;
  }

  private static Table predictions(double[] outputs) {
    Table table = Table.of("x", "y", "target", "prediction");
    for (int i = 0; i < 4; i++) {
      table.row(
          String.format(Locale.ROOT, "%.0f", PAIRS[2 * i]),
          String.format(Locale.ROOT, "%.0f", PAIRS[2 * i + 1]),
          String.format(Locale.ROOT, "%.0f", TARGETS[i]),
          number(outputs[i]));
    }
    return table;
  }

  private static void draw(double before, double after, double[] losses, RunOutput out)
      throws IOException {
    double[] distances = new double[INTERVALS + 1];
    Arrays.setAll(distances, i -> 10.0 * i / INTERVALS);
    out.picture(
        "distance",
        "min(a |x - y|, 1) before and after training, and the loss of each iteration",
        new LineChart("f = min(a |x - y|, 1)", "|x - y|", "f")
            .points("data", new double[] {2, 9, 0}, new double[] {1, 1, 0})
            .line("before", distances, capped(before, distances))
            .line("after", distances, capped(after, distances)),
        LineChart.ofLosses("Gradient descent", "iteration").line("loss", losses));
  }

  private static double[] capped(double a, double[] distances) {
    return Arrays.stream(distances).map(distance -> Math.min(a * distance, 1)).toArray();
  }
}
