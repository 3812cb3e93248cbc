package io.github.taeda.examples.regression;

import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.draw.LineChart;
import io.github.taeda.examples.report.Table;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.rules.GradientDescent;
import io.github.taeda.nn.optim.rules.UpdateRule;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Regression: a line through noisy points, a curve by a polynomial and by a small net, and a custom
 * module with one parameter.
 */
@Command(
    name = "regression",
    description = "Fits a line, a curve, and a custom module with one parameter.")
public final class RegressionExample implements Callable<Integer> {
  private static final int POINTS = 60; // x is uniform in [−1, 1)
  private static final double NOISE = 0.1; // σ of y around the line or curve

  static final int EPOCHS = 1000; // of all points in one batch
  private static final double LINE_LEARNING_RATE = 0.3; // of gradient descent
  private static final double CURVE_LEARNING_RATE = 0.03; // of Adam
  private static final int DEGREE = 5; // of the polynomial
  private static final int HIDDEN = 16; // units of the net
  private static final double MAX_LINE_ERROR = 1e-3; // of slope and bias against least squares
  private static final double MAX_RMSE = 2 * NOISE; // of the fitted curves
  private static final int INTERVALS = 200; // of the curves in the pictures

  @Mixin private final ExampleOptions options = new ExampleOptions();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "" + EPOCHS,
      description = "Number of epochs (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Override
  public Integer call() throws IOException {
    options.requirePositive("--epochs", epochs);
    RunOutput out = options.output("Regression"); // before the training: it may fail
    out.fact("data", "synthetic: " + POINTS + " points with Gaussian noise, sigma = " + NOISE);
    RandomGenerator random = new SplittableRandom(options.seed());

    boolean line = fitLine(random, out);
    boolean curve = fitCurve(random, out);
    boolean distance = DistanceTraining.run(random, out);

    String missed =
        (line ? "" : "the line differs from least squares; ")
            + (curve ? "" : "the RMSE of the curve is above twice the noise; ")
            + (distance ? "" : "a is below 1/2; ");
    return out.end(
        missed.isEmpty(),
        missed.isEmpty()
            ? "Learnt: the line of least squares, the curve within twice the noise, and a capped"
                + " distance with a >= 1/2."
            : "Not learnt: " + missed + "more epochs may help: the default is " + EPOCHS + ".");
  }

  static double line(double x) {
    return 0.8 * x + 0.3;
  }

  static double curve(double x) {
    return Math.sin(3 * x);
  }

  /** Fits a line by gradient descent and compares it with the closed form of least squares. */
  private boolean fitLine(RandomGenerator random, RunOutput out) throws IOException {
    out.section("A line");
    double[] x = inputs(random);
    double[] y = noisy(RegressionExample::line, x, random);
    Linear linear = new Linear(1, 1, random);
    train(linear, new GradientDescent(LINE_LEARNING_RATE), features(x, 1), y, out.live("line"));
    double slope = linear.parameters().get(0).value().getDouble(0);
    double bias = linear.parameters().get(1).value().getDouble(0);
    LeastSquares best = LeastSquares.of(x, y);
    out.table(
        Table.of("", "slope", "bias")
            .row("gradient descent", number(slope), number(bias))
            .row("least squares", number(best.slope()), number(best.bias())));
    out.picture(
        "line",
        "Noisy points and the line fitted to them",
        new LineChart("A line", "x", "y")
            .points("data", x, y)
            .line("truth", grid(), of(RegressionExample::line, grid()))
            .line("fitted", grid(), outputs(linear, grid(), 1)));
    return Math.hypot(slope - best.slope(), bias - best.bias()) < MAX_LINE_ERROR;
  }

  /** Fits a curve by a line, which underfits, by a polynomial, and by a net. */
  private boolean fitCurve(RandomGenerator random, RunOutput out) throws IOException {
    out.section("A curve");
    double[] x = inputs(random);
    double[] y = noisy(RegressionExample::curve, x, random);
    List<Model> models = models(random);
    double[] truth = of(RegressionExample::curve, grid());
    LineChart chart =
        new LineChart("A curve", "x", "y").points("data", x, y).line("truth", grid(), truth);
    Table table = Table.of("", "RMSE");
    double[] errors = new double[models.size()];
    for (int i = 0; i < errors.length; i++) {
      Model model = models.get(i);
      Listener live = out.live(model.name + ", curve");
      train(model.module, new Adam(CURVE_LEARNING_RATE), features(x, model.powers), y, live);
      double[] fitted = outputs(model.module, grid(), model.powers);
      errors[i] = LeastSquares.rmse(fitted, truth);
      table.row(model.name, number(errors[i]));
      chart.line(model.name.split(" ", 2)[0], grid(), fitted);
    }
    out.table(table);
    out.picture("curve", "Noisy points and the models fitted to them", chart);
    return errors[1] < MAX_RMSE && errors[2] < MAX_RMSE;
  }

  /** A model that sees x, x², … up to {@code powers}. */
  private record Model(String name, int powers, Module module) {}

  private static List<Model> models(RandomGenerator random) {
    Linear line = new Linear(1, 1, random);
    Linear polynomial = new Linear(DEGREE, 1, random);
    Sequential net =
        new Sequential(new Linear(1, HIDDEN, random), new TanH(), new Linear(HIDDEN, 1, random));
    return List.of(
        new Model("line", 1, line),
        new Model("polynomial of degree " + DEGREE, DEGREE, polynomial),
        new Model("net with " + HIDDEN + " hidden units", 1, net));
  }

  private void train(
      Module module, UpdateRule rule, INDArray inputs, double[] targets, Listener listener) {
    Dataset data = Dataset.of(inputs, features(targets, 1));
    Optim optim = new Optim(module, new MSELoss(), rule);
    SGD.of(optim).batchSize(targets.length).epochs(epochs).inOrder().listen(listener).fit(data);
    module.evaluate();
  }

  /** x, x², …: {@code [batch, powers]}. */
  private static INDArray features(double[] x, int powers) {
    float[] features = new float[x.length * powers];
    for (int i = 0; i < features.length; i++) {
      features[i] = (float) Math.pow(x[i / powers], 1 + i % powers);
    }
    return NDArrays.of(features, x.length, powers);
  }

  private static double[] outputs(Module module, double[] x, int powers) {
    return module.forward(features(x, powers)).ravel().toDoubleVector();
  }

  private static double[] inputs(RandomGenerator random) {
    return random.doubles(POINTS, -1, 1).toArray();
  }

  private static double[] noisy(DoubleUnaryOperator f, double[] x, RandomGenerator random) {
    return Arrays.stream(of(f, x)).map(y -> y + NOISE * random.nextGaussian()).toArray();
  }

  private static double[] of(DoubleUnaryOperator f, double[] x) {
    return Arrays.stream(x).map(f).toArray();
  }

  private static double[] grid() {
    double[] grid = new double[INTERVALS + 1];
    Arrays.setAll(grid, i -> -1 + 2.0 * i / INTERVALS);
    return grid;
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
