package io.github.taeda.examples.xor;

import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.draw.DecisionSurface;
import io.github.taeda.examples.draw.HeatMap;
import io.github.taeda.examples.draw.HeatMap.Points;
import io.github.taeda.examples.draw.LineChart;
import io.github.taeda.examples.draw.PicturePanel;
import io.github.taeda.examples.report.Table;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.Sigmoid;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.losses.BCELoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.rules.GradientDescent;
import io.github.taeda.nn.optim.rules.Momentum;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * XOR, the smallest task that needs a hidden layer: 1 if exactly one of two inputs is 1.
 *
 * <p>Two hidden units suffice to represent it, but from many initial values gradient descent gets
 * stuck on a plateau, as {@code --paper} shows. With sixteen it does not.
 */
@Command(
    name = "xor",
    description = {
      "Trains a small net on XOR, prints its predictions and draws its decision surface.",
      "",
      "The default net (2-16-1) learns XOR with every seed. The net of --paper gets stuck with about"
          + " 3 seeds in 10; the command then exits with code 3."
    })
public final class XorExample implements Callable<Integer> {
  // The default net: 2-16-1, tanh and sigmoid, all four examples in one batch.
  static final int HIDDEN = 16; // hidden units
  public static final int EPOCHS = 100;
  private static final double LEARNING_RATE = 0.5;
  private static final double MOMENTUM = 0.9;

  // The net of --paper: 2-2-2-1, sigmoids, one example at a time in random order.
  public static final int PAPER_EPOCHS = 50_000;
  private static final double PAPER_LEARNING_RATE = 0.03;

  // The result
  private static final double TOLERANCE = 0.1; // a prediction closer to its target is correct
  private static final String LEARNT = "Learnt: every error is below " + TOLERANCE + ".";
  private static final double MIN_FALL = 1; // per cent; a loss that falls by less is stuck
  private static final int LINES = 10; // of the progress report
  private static final int CELLS = 200; // of the decision surface, along an axis

  // The data: all inputs (a, b) and their targets
  private static final float[] INPUTS = {0, 0, 0, 1, 1, 0, 1, 1};
  private static final float[] TARGETS = {0, 1, 1, 0};

  @Mixin private final ExampleOptions options = new ExampleOptions();

  @Option(
      names = "--paper",
      description =
          "Train a 2-2-2-1 net of sigmoids instead, one example at a time, with learning rate 0.03.")
  private boolean paper;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Number of epochs (default: 100; with --paper: 50000).")
  private @Nullable Integer epochs;

  XorExample() {}

  XorExample(boolean paper) {
    this.paper = paper;
  }

  @Override
  public Integer call() throws IOException {
    int epochs = epochs();
    RunOutput out = options.output("XOR"); // before the training: it may fail
    RandomGenerator random = new SplittableRandom(options.seed());
    out.line("XOR: " + name() + " net, seed " + options.seed() + ", " + epochs + " epochs");

    Optim optim = model(random);
    out.fact("data", "the four examples of XOR; all are training examples");
    out.fact("net", optim.module().toString());
    out.fact("training", epochs + " epochs, " + optim.loss() + ", " + optim.rule());
    double[] losses = train(loop(optim, random).listen(out.live(name())), epochs, out);
    Module net = optim.module().evaluate();
    double[] predictions = predictions(net);
    boolean learnt = errors(predictions).allMatch(error -> error < TOLERANCE);

    out.table(truthTable(predictions));
    draw(net, losses, out);
    return out.end(learnt, learnt ? LEARNT : notLearnt(predictions, losses));
  }

  /** The four examples: inputs {@code [4, 2]}, targets {@code [4, 1]}. */
  public static Dataset data() {
    return Dataset.of(NDArrays.of(INPUTS, 4, 2), NDArrays.of(TARGETS, 4, 1));
  }

  /** The net with its loss and update rule. */
  Optim model(RandomGenerator random) {
    if (paper) {
      // region paper
      Sequential net =
          new Sequential(
              new Linear(2, 2, random), new Sigmoid(),
              new Linear(2, 2, random), new Sigmoid(),
              new Linear(2, 1, random), new Sigmoid());
      return new Optim(net, new BCELoss(), new GradientDescent(PAPER_LEARNING_RATE));
      // endregion
    }
    // region net
    Sequential net =
        new Sequential(
            new Linear(2, HIDDEN, random), new TanH(),
            new Linear(HIDDEN, 1, random), new Sigmoid());
    return new Optim(net, new BCELoss(), new Momentum(LEARNING_RATE, MOMENTUM));
    // endregion
  }

  /** The training loop: batches and their order. */
  SGD loop(Optim optim, RandomGenerator random) {
    SGD sgd = SGD.of(optim);
    return paper ? sgd.batchSize(1).shuffle(random) : sgd.batchSize(4).inOrder();
  }

  /** Trains in ten parts, printing the loss after each; returns the loss of every epoch. */
  private static double[] train(SGD sgd, int epochs, RunOutput out) {
    DoubleStream.Builder losses = DoubleStream.builder();
    int done = 0;
    for (int line = 0; line <= LINES; line++) {
      int until = Math.max(1, (int) ((long) epochs * line / LINES)); // epoch 1, then every tenth
      if (until > done) {
        History history = sgd.epochs(until - done).fit(data());
        Arrays.stream(history.losses()).forEach(losses);
        done = until;
        double loss = history.losses()[history.losses().length - 1];
        out.line(String.format(Locale.ROOT, "  epoch %6d  loss %.6f", done, loss));
      }
    }
    return losses.build().toArray();
  }

  /** The predictions for the four inputs. */
  static double[] predictions(Module net) {
    INDArray output = net.forward(NDArrays.of(INPUTS, 4, 2)); // [4, 2] -> [4, 1]
    return output.ravel().toDoubleVector();
  }

  /** The distance of each prediction from its target. */
  static DoubleStream errors(double[] predictions) {
    return IntStream.range(0, 4).mapToDouble(i -> Math.abs(predictions[i] - TARGETS[i]));
  }

  private static Table truthTable(double[] predictions) {
    double[] errors = errors(predictions).toArray();
    Table table = Table.of("a", "b", "target", "prediction", "");
    for (int i = 0; i < 4; i++) {
      table.row(
          String.format(Locale.ROOT, "%.0f", INPUTS[2 * i]),
          String.format(Locale.ROOT, "%.0f", INPUTS[2 * i + 1]),
          String.format(Locale.ROOT, "%.0f", TARGETS[i]),
          String.format(Locale.ROOT, "%.4f", predictions[i]),
          errors[i] < TOLERANCE ? "" : String.format(Locale.ROOT, "error %.4f", errors[i]));
    }
    return table;
  }

  /** Says how many predictions are wrong, whether the net is stuck, and what may help. */
  String notLearnt(double[] predictions, double[] losses) {
    long wrong = errors(predictions).filter(error -> !(error < TOLERANCE)).count();
    String result = "Not learnt: " + wrong + " of 4 errors are " + TOLERANCE + " or more.";
    if (losses.length < defaultEpochs()) {
      return result + " More epochs may help: the default is " + defaultEpochs() + ".";
    }
    int tenth = losses.length / 10;
    double before = mean(losses, losses.length - 2 * tenth, losses.length - tenth);
    double fall = 100 * (1 - mean(losses, losses.length - tenth, losses.length) / before);
    if (fall > MIN_FALL) {
      return result + " The loss is still falling: more epochs may help.";
    }
    return String.format(
        Locale.ROOT,
        "%s Stuck: over the last tenth of the epochs the loss fell by %.1f %%. Another seed may"
            + " help%s.",
        result,
        Math.max(0, fall),
        paper ? "; the default net does (without --paper)" : "");
  }

  private static double mean(double[] values, int from, int to) {
    return Arrays.stream(values, from, to).average().orElse(Double.NaN);
  }

  /** Draws output, predicted class and loss, and a picture of output and loss. */
  private void draw(Module net, double[] losses, RunOutput out) throws IOException {
    DecisionSurface surface =
        DecisionSurface.of(net, -0.25, 1.25, CELLS); // the unit square and a margin
    Points zeros = new Points("class 0", List.of(0.0, 1.0), List.of(0.0, 1.0));
    Points ones = new Points("class 1", List.of(0.0, 1.0), List.of(1.0, 0.0));
    PicturePanel heat = HeatMap.outputs("XOR: output of the net", surface, zeros, ones);
    PicturePanel loss =
        LineChart.ofLosses("XOR: loss of the " + name() + " net", "epoch").line("loss", losses);
    String prefix = paper ? "paper-" : "";
    out.picture(prefix + "output", "The output of the net for inputs a and b", heat);
    out.picture(
        prefix + "decision",
        "The predicted class: 1 where the output is at least ½",
        HeatMap.decisions("XOR: predicted class", surface, zeros, ones));
    out.picture(prefix + "loss", "Training loss, mean over the four examples", loss);
    out.picture(prefix + "xor", "Output of the net, and training loss", heat, loss);
  }

  private int epochs() {
    if (epochs == null) {
      return defaultEpochs();
    }
    options.requirePositive("--epochs", epochs);
    return epochs;
  }

  private int defaultEpochs() {
    return paper ? PAPER_EPOCHS : EPOCHS;
  }

  private String name() {
    return paper ? "2-2-2-1" : "2-" + HIDDEN + "-1";
  }
}
