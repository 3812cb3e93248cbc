package io.github.taeda.examples.gates;

import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.draw.DecisionSurface;
import io.github.taeda.examples.draw.HeatMap;
import io.github.taeda.examples.draw.HeatMap.Points;
import io.github.taeda.examples.draw.LineChart;
import io.github.taeda.examples.draw.PicturePanel;
import io.github.taeda.examples.report.Table;
import io.github.taeda.nn.Init;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Reduction;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.layers.Heaviside;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.losses.PerceptronLoss;
import io.github.taeda.nn.ops.NDArrays;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Logic gates as neurons: AND, OR and NOT with weights set by hand, AND and OR learnt by the
 * perceptron rule, XOR, which no perceptron learns, and XOR as a net of two layers set by hand.
 */
@Command(
    name = "gates",
    description =
        "Builds logic gates by hand, learns some by the perceptron rule, and shows why it fails for"
            + " XOR.")
public final class GatesExample implements Callable<Integer> {
  static final int EPOCHS = 30; // after which the perceptron rule gives up
  private static final double LEARNING_RATE = 1; // weights stay integers
  private static final int[] BATCH_SIZES = {1, 4}; // online, and all examples at once
  private static final int CELLS = 400; // of a decision surface, along an axis

  // The data: all inputs (a, b), and the target of each gate
  private static final float[] INPUTS = {0, 0, 0, 1, 1, 0, 1, 1};
  private static final float[] AND = {0, 0, 0, 1};
  private static final float[] OR = {0, 1, 1, 1};
  private static final float[] XOR = {0, 1, 1, 0};

  @Mixin private final ExampleOptions options = new ExampleOptions();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "" + EPOCHS,
      description = "Maximum number of epochs of the perceptron rule (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Override
  public Integer call() throws IOException {
    options.requirePositive("--epochs", epochs);
    RunOutput out = options.output("Gates"); // before the training: it may fail
    out.fact("data", "the four inputs of a gate; all are training examples");
    RandomGenerator random = new SplittableRandom(options.seed());

    out.section("Weights set by hand");
    boolean correct = checkGates(out);

    out.section("Weights learnt by the perceptron rule");
    List<PerceptronRun> runs = new ArrayList<>();
    for (int batchSize : BATCH_SIZES) {
      runs.add(learn("AND", AND, batchSize, random, out));
      runs.add(learn("OR", OR, batchSize, random, out));
      runs.add(learn("XOR", XOR, batchSize, random, out));
    }
    report(runs, out);
    boolean learnt = runs.stream().noneMatch(run -> run.learnt() == run.gate().equals("XOR"));

    draw(runs, out);
    return out.end(correct && learnt, result(correct, learnt));
  }

  // region gate
  /** A neuron with a step activation: 1 where w · x + bias is positive, else 0. */
  static Module gate(float bias, float... weights) {
    Linear linear = new Linear(weights.length, 1);
    linear.parameters().get(0).set(NDArrays.of(weights, weights.length, 1)); // weight [in, out]
    linear.parameters().get(1).set(NDArrays.of(new float[] {bias}, 1)); // bias [out]
    return new Sequential(linear, new Heaviside()).evaluate();
  }

  static Module and() {
    return gate(-1.5f, 1, 1); // a + b > 1½
  }

  static Module or() {
    return gate(-0.5f, 1, 1); // a + b > ½
  }

  static Module not() {
    return gate(0.5f, -1); // a < ½
  }

  // endregion

  // region xor
  /** XOR = (a OR b) AND (a NAND b): a hidden layer of two neurons, and AND of their outputs. */
  static Module xor() {
    float[] weights = {1, -1, 1, -1}; // [in, out]: column 0 is OR, column 1 is NAND
    Linear hidden = new Linear(2, 2);
    hidden.parameters().get(0).set(NDArrays.of(weights, 2, 2));
    hidden.parameters().get(1).set(NDArrays.of(new float[] {-0.5f, 1.5f}, 2));
    return new Sequential(hidden, new Heaviside(), and()).evaluate();
  }

  // endregion

  /** Prints the truth table of the gates set by hand, and says whether it is correct. */
  private static boolean checkGates(RunOutput out) throws IOException {
    float[][] outputs = {outputs(and()), outputs(or()), outputs(xor())};
    Table table = Table.of("a", "b", "AND", "OR", "XOR");
    for (int i = 0; i < 4; i++) {
      table.row(
          integer(INPUTS[2 * i]),
          integer(INPUTS[2 * i + 1]),
          integer(outputs[0][i]),
          integer(outputs[1][i]),
          integer(outputs[2][i]));
    }
    out.table(table);
    float[] not = not().forward(NDArrays.of(new float[] {0, 1}, 2, 1)).ravel().toFloatVector();
    out.text("NOT 0 is " + integer(not[0]) + ", NOT 1 is " + integer(not[1]) + ".");
    return Arrays.deepEquals(outputs, new float[][] {AND, OR, XOR})
        && Arrays.equals(not, new float[] {1, 0});
  }

  /** The outputs for the four inputs. */
  static float[] outputs(Module gate) {
    return gate.forward(NDArrays.of(INPUTS, 4, 2)).ravel().toFloatVector(); // [4, 2] -> [4, 1]
  }

  // region rule
  /** Minimises the perceptron loss, in batches of one or four, until every example is correct. */
  private PerceptronRun learn(
      String gate, float[] targets, int batchSize, RandomGenerator random, RunOutput out) {
    Linear linear = new Linear(Linear.Config.of(2, 1).init(Init.constant(0)), random);
    float[] signs = signs(targets);
    Dataset data = Dataset.of(NDArrays.of(INPUTS, 4, 2), NDArrays.of(signs, 4, 1));
    Optim optim = new Optim(linear, new PerceptronLoss(Reduction.SUM), LEARNING_RATE);
    PerceptronRun run = new PerceptronRun(gate, batchSize, linear, new ArrayList<>());
    SGD sgd = SGD.of(optim).batchSize(batchSize).shuffle(random);
    sgd.listen(out.live(gate + ", batches of " + batchSize));
    do {
      sgd.fit(data); // w += Σ y x of the errors
      run.errors().add(errors(outputs(linear), signs));
    } while (!run.learnt() && run.errors().size() < epochs);
    return run;
  }

  // endregion

  /** Targets −1 and 1 in place of 0 and 1. */
  private static float[] signs(float[] targets) {
    float[] signs = new float[targets.length];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = 2 * targets[i] - 1;
    }
    return signs;
  }

  /** The number of scores whose sign is not that of the target. */
  private static int errors(float[] scores, float[] signs) {
    int errors = 0;
    for (int i = 0; i < 4; i++) {
      errors += signs[i] * scores[i] > 0 ? 0 : 1;
    }
    return errors;
  }

  private static void report(List<PerceptronRun> runs, RunOutput out) throws IOException {
    Table table =
        Table.of("gate", "batch size", "epochs", "errors", "weight a", "weight b", "bias");
    for (PerceptronRun run : runs) {
      table.row(run.row());
    }
    out.table(table);
    out.text(
        "XOR is not linearly separable: 0 for (0, 0) needs bias <= 0; 1 for (0, 1) and (1, 0) needs"
            + " weight a + weight b + 2 bias > 0; so the sum for (1, 1) is above -bias >= 0,"
            + " where it should be negative.");
  }

  /** Draws the decision boundaries of four gates, and the errors of the online perceptrons. */
  private static void draw(List<PerceptronRun> runs, RunOutput out) throws IOException {
    Module and = runs.get(0).net();
    out.picture(
        "gates",
        "Decision boundaries of four gates: AND and OR by hand, AND learnt, XOR by two layers",
        panel("AND by hand", and(), AND),
        panel("OR by hand", or(), OR),
        panel("AND learnt", and, AND),
        panel("XOR by two layers", xor(), XOR));
    LineChart errors = new LineChart("Perceptron rule, online", "epoch", "errors");
    runs.subList(0, 3).forEach(run -> errors.line(run.gate(), run.errorCounts()));
    DecisionSurface xor = DecisionSurface.of(runs.get(2).net(), -1.25, 2.25, CELLS);
    out.picture(
        "perceptron",
        "Errors after each epoch, and the decision boundary for XOR after the last one",
        errors.range(-0.2, 4.2),
        HeatMap.decisions("XOR by one perceptron", xor, points(XOR, 0), points(XOR, 1)));
  }

  private static PicturePanel panel(String title, Module gate, float[] targets) {
    DecisionSurface surface = DecisionSurface.of(gate, -0.25, 1.25, CELLS);
    return HeatMap.decisions(title, surface, points(targets, 0), points(targets, 1));
  }

  /** The inputs of one class. */
  private static Points points(float[] targets, int target) {
    List<Double> a = new ArrayList<>();
    List<Double> b = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      if (targets[i] == target) {
        a.add((double) INPUTS[2 * i]);
        b.add((double) INPUTS[2 * i + 1]);
      }
    }
    return new Points("class " + target, a, b);
  }

  static String integer(double value) {
    return String.format(Locale.ROOT, "%.0f", value);
  }

  private String result(boolean correct, boolean learnt) {
    if (!correct) {
      return "Wrong: the output of a gate set by hand differs from its truth table.";
    }
    return learnt
        ? "Learnt: AND and OR by the perceptron rule, and XOR, as expected, never; two layers compute"
            + " it."
        : "Not learnt: AND or OR has errors after " + epochs + " epochs.";
  }
}
