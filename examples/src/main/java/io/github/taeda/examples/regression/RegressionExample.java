package io.github.taeda.examples.regression;

import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.draw.LineChart;
import io.github.taeda.examples.draw.LossChart;
import io.github.taeda.examples.report.Table;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.MSELoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.rules.GradientDescent;
import io.github.taeda.nn.optim.rules.UpdateRule;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Numbers from numbers: a line through noisy points, a curve by powers of the input and by a small
 * net, and a learner of one parameter that is written here.
 */
@Command(
    name = "regression",
    description = "Fits a line, a curve, and a learner with one parameter written for the purpose.")
public final class RegressionExample implements Callable<Integer> {
  private static final int POINTS = 60; // x is uniform in [−1, 1)
  private static final double NOISE = 0.1; // the deviation of y from the line or the curve

  static final int EPOCHS = 1000; // of all points in one batch
  private static final double LINE_STEP = 0.3; // of plain descent
  private static final double CURVE_STEP = 0.03; // of Adam
  private static final int DEGREE = 5; // the powers of x that the polynomial has
  private static final int HIDDEN = 16; // units of the net
  private static final double CLOSE = 2 * NOISE; // to the curve, root mean square

  // The learner f = min(a |x − y|, 1)
  private static final float[] PAIRS = {4, 2, 6, -3, 1, 1, 3, 3};
  private static final float[] DISTANT = {1, 1, 0, 0};
  static final double LEARNER_STEP = 0.2;
  static final int ITERATIONS = 100; // at most
  static final double ENOUGH = 1e-9; // the cost to reach
  private static final int CELLS = 200; // of the curves in the pictures

  /** What the points of the line would be without noise. */
  static double line(double x) {
    return 0.8 * x + 0.3;
  }

  /** What those of the curve would be. */
  static double curve(double x) {
    return Math.sin(3 * x);
  }

  @Mixin private final ExampleOptions options = new ExampleOptions();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "" + EPOCHS,
      description = "Passes over the points (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Override
  public Integer call() throws IOException {
    options.require(epochs >= 1, "--epochs must be at least 1, but was " + epochs);
    RunOutput out = options.output("Regression"); // before the training, for it may be impossible
    out.fact("data", "synthetic: " + POINTS + " points with normal noise of deviation " + NOISE);
    RandomGenerator random = new SplittableRandom(options.seed());

    boolean line = line(random, out);
    boolean curve = curve(random, out);
    boolean learner = learner(random, out);

    String missed =
        (line ? "" : "the line is not that of least squares; ")
            + (curve ? "" : "the curve is missed by more than twice its noise; ")
            + (learner ? "" : "a is below 1/2; ");
    return out.end(
        missed.isEmpty(),
        missed.isEmpty()
            ? "Learnt: the line of least squares, the curve within twice its noise, and the distances: any a >= 1/2 does."
            : "Not learnt: " + missed + "more epochs may help: " + EPOCHS + " are usual.");
  }

  /** A line by one weight and one bias, against the formula of least squares. */
  private boolean line(RandomGenerator random, RunOutput out) throws IOException {
    out.section("A line");
    double[] x = places(random);
    double[] y = noisy(RegressionExample::line, x, random);
    Linear linear = new Linear(1, 1, random);
    train(linear, new GradientDescent(LINE_STEP), features(x, 1), y);
    double slope = linear.parameters().get(0).value().getDouble(0);
    double bias = linear.parameters().get(1).value().getDouble(0);
    LeastSquares best = LeastSquares.of(x, y);
    out.table(
        Table.of("", "slope", "bias")
            .row("learnt", number(slope), number(bias))
            .row("least squares", number(best.slope()), number(best.bias())));

    double[] grid = grid();
    out.picture(
        "line",
        "Noisy points, and the line learnt from them",
        new LineChart("A line", "x", "y")
            .points("data", x, y)
            .line("truth", grid, Arrays.stream(grid).map(RegressionExample::line).toArray())
            .line("learnt", grid, answers(linear, grid, 1)));
    return Math.hypot(slope - best.slope(), bias - best.bias()) < 1e-3;
  }

  /** A curve by a line, which is too stiff, by powers of x, and by a net. */
  private boolean curve(RandomGenerator random, RunOutput out) throws IOException {
    out.section("A curve");
    double[] x = places(random);
    double[] y = noisy(RegressionExample::curve, x, random);
    double[] grid = grid();
    double[] truth = Arrays.stream(grid).map(RegressionExample::curve).toArray();
    Linear stiff = new Linear(1, 1, random);
    Linear polynomial = new Linear(DEGREE, 1, random);
    Sequential net =
        new Sequential(new Linear(1, HIDDEN, random), new TanH(), new Linear(HIDDEN, 1, random));
    train(stiff, new Adam(CURVE_STEP), features(x, 1), y);
    train(polynomial, new Adam(CURVE_STEP), features(x, DEGREE), y);
    train(net, new Adam(CURVE_STEP), features(x, 1), y);

    double[] byLine = answers(stiff, grid, 1);
    double[] byPowers = answers(polynomial, grid, DEGREE);
    double[] byNet = answers(net, grid, 1);
    out.table(
        Table.of("", "off by, root mean square")
            .row("line", number(LeastSquares.distance(byLine, truth)))
            .row("powers of x up to " + DEGREE, number(LeastSquares.distance(byPowers, truth)))
            .row(
                "net with " + HIDDEN + " hidden units",
                number(LeastSquares.distance(byNet, truth))));
    out.picture(
        "curve",
        "Noisy points, and what was learnt from them",
        new LineChart("A curve", "x", "y")
            .points("data", x, y)
            .line("truth", grid, truth)
            .line("line", grid, byLine)
            .line("powers", grid, byPowers)
            .line("net", grid, byNet));
    return LeastSquares.distance(byPowers, truth) < CLOSE
        && LeastSquares.distance(byNet, truth) < CLOSE;
  }

  /** One parameter from four examples: 0 for equal numbers, 1 for distant ones. */
  private boolean learner(RandomGenerator random, RunOutput out) throws IOException {
    out.section("A learner of one's own");
    CappedDistance learner = new CappedDistance(0.5 * random.nextDouble());
    double before = learner.a();
    DoubleStream.Builder costs = DoubleStream.builder();
    // region descent
    INDArray pairs = NDArrays.of(PAIRS, 4, 2);
    INDArray targets = NDArrays.of(DISTANT, 4, 1);
    Optim optim = new Optim(learner, new MSELoss(), LEARNER_STEP);
    int iterations = 0;
    double cost;
    do {
      cost = optim.step(pairs, targets); // the cost before the step
      costs.add(cost);
      iterations++;
    } while (cost > ENOUGH && iterations < ITERATIONS);
    // endregion
    double[] answers = learner.evaluate().forward(pairs).ravel().toDoubleVector();
    Table table = Table.of("x", "y", "target", "answer");
    for (int i = 0; i < 4; i++) {
      table.row(
          String.format(Locale.ROOT, "%.0f", PAIRS[2 * i]),
          String.format(Locale.ROOT, "%.0f", PAIRS[2 * i + 1]),
          String.format(Locale.ROOT, "%.0f", DISTANT[i]),
          number(answers[i]));
    }
    out.table(table);
    String change = number(before) + " to " + number(learner.a());
    out.text("a went from " + change + " in " + iterations + " iterations.");
    drawLearner(before, learner.a(), costs.build().toArray(), out);
    return cost <= ENOUGH;
  }

  private static void drawLearner(double before, double after, double[] costs, RunOutput out)
      throws IOException {
    double[] distances = new double[CELLS + 1];
    Arrays.setAll(distances, i -> 10.0 * i / CELLS);
    out.picture(
        "learner",
        "min(a |x - y|, 1) before and after, and the cost of each iteration",
        new LineChart("f = min(a |x - y|, 1)", "|x - y|", "f")
            .points("data", new double[] {2, 9, 0}, new double[] {1, 1, 0})
            .line("before", distances, capped(before, distances))
            .line("after", distances, capped(after, distances)),
        new LossChart("Fixed-step descent", "iteration").line("cost", costs));
  }

  private static double[] capped(double a, double[] distances) {
    return Arrays.stream(distances).map(distance -> Math.min(a * distance, 1)).toArray();
  }

  private void train(Module module, UpdateRule rule, INDArray inputs, double[] targets) {
    Dataset data = Dataset.of(inputs, features(targets, 1));
    Optim optim = new Optim(module, new MSELoss(), rule);
    SGD.of(optim).batchSize(targets.length).epochs(epochs).inOrder().fit(data);
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

  private static double[] answers(Module module, double[] x, int powers) {
    return module.forward(features(x, powers)).ravel().toDoubleVector();
  }

  private static double[] places(RandomGenerator random) {
    return random.doubles(POINTS, -1, 1).toArray();
  }

  private static double[] noisy(DoubleUnaryOperator f, double[] x, RandomGenerator random) {
    return Arrays.stream(x)
        .map(at -> f.applyAsDouble(at) + NOISE * random.nextGaussian())
        .toArray();
  }

  private static double[] grid() {
    double[] grid = new double[CELLS + 1];
    Arrays.setAll(grid, i -> -1 + 2.0 * i / CELLS);
    return grid;
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, "%.4f", number);
  }
}
