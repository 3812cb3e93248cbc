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
 * Logic gates: AND, OR and NOT by weights set by hand, AND and OR learnt by the perceptron rule,
 * XOR, which no perceptron learns, and XOR by a net of two layers set by hand.
 */
@Command(
    name = "gates",
    description = {
      "Builds logic gates by hand, learns some by the perceptron rule, and shows why that fails for"
          + " XOR."
    })
public final class GatesExample implements Callable<Integer> {
  static final int EPOCHS = 30; // passes over the four examples before the rule gives up
  private static final double STEP = 1; // of the perceptron rule: weights stay whole numbers
  private static final int CELLS = 400; // of the pictures, along an axis

  // The data: every input (a, b), and what the gates answer
  private static final float[] INPUTS = {0, 0, 0, 1, 1, 0, 1, 1};
  private static final float[] AND = {0, 0, 0, 1};
  private static final float[] OR = {0, 1, 1, 1};
  private static final float[] XOR = {0, 1, 1, 0};

  @Mixin private final ExampleOptions options = new ExampleOptions();

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "" + EPOCHS,
      description = "Passes after which the perceptron rule gives up (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Override
  public Integer call() throws IOException {
    options.require(epochs >= 1, "--epochs must be at least 1, but was " + epochs);
    RunOutput out = options.output("Gates"); // before the training, for it may be impossible
    out.fact("data", "the four inputs of a gate, all of them in training");
    RandomGenerator random = new SplittableRandom(options.seed());

    out.section("Set by hand");
    Module and = and();
    Module or = or();
    Module xor = xor();
    boolean right = handSet(and, or, xor, out);

    out.section("Learnt by the perceptron rule");
    List<PerceptronRun> learners = new ArrayList<>();
    for (int batch : new int[] {1, 4}) { // online, and all examples at once
      learners.add(learn("AND", AND, batch, random));
      learners.add(learn("OR", OR, batch, random));
      learners.add(learn("XOR", XOR, batch, random));
    }
    report(learners, out);
    boolean learnt = learners.stream().noneMatch(l -> l.learnt() == l.gate().equals("XOR"));

    draw(and, or, learners, xor, out);
    return out.end(right && learnt, sentence(right, learnt));
  }

  // region gate
  /** 1 where a weighted sum of the inputs is positive, else 0. */
  static Module gate(float bias, float... weights) {
    Linear linear = new Linear(weights.length, 1);
    linear.parameters().get(0).set(NDArrays.of(weights, weights.length, 1)); // weight [in, out]
    linear.parameters().get(1).set(NDArrays.of(new float[] {bias}, 1)); // bias [out]
    return new Sequential(linear, new Heaviside()).evaluate();
  }

  static Module and() {
    return gate(-1.5f, 1, 1); // a + b > 1½: only both together get there
  }

  static Module or() {
    return gate(-0.5f, 1, 1); // a + b > ½: one is enough
  }

  static Module not() {
    return gate(0.5f, -1); // a < ½
  }

  // endregion

  // region xor
  /** Both of "a or b" and "not both". */
  static Module xor() {
    Linear hidden = new Linear(2, 2);
    hidden
        .parameters()
        .get(0)
        .set(NDArrays.of(new float[] {1, -1, 1, -1}, 2, 2)); // OR, NAND: columns
    hidden.parameters().get(1).set(NDArrays.of(new float[] {-0.5f, 1.5f}, 2));
    return new Sequential(hidden, new Heaviside(), and()).evaluate();
  }

  // endregion

  /** Prints the answers of the gates, and says whether all are right. */
  private static boolean handSet(Module and, Module or, Module xor, RunOutput out)
      throws IOException {
    float[][] answers = {answers(and), answers(or), answers(xor)};
    Table table = Table.of("a", "b", "AND", "OR", "XOR");
    for (int i = 0; i < 4; i++) {
      table.row(
          whole(INPUTS[2 * i]),
          whole(INPUTS[2 * i + 1]),
          whole(answers[0][i]),
          whole(answers[1][i]),
          whole(answers[2][i]));
    }
    out.table(table);
    float[] not = not().forward(NDArrays.of(new float[] {0, 1}, 2, 1)).ravel().toFloatVector();
    out.text("NOT of 0 is " + whole(not[0]) + ", of 1 " + whole(not[1]) + ".");
    return Arrays.deepEquals(answers, new float[][] {AND, OR, XOR})
        && Arrays.equals(not, new float[] {1, 0});
  }

  /** What a gate answers to the four inputs. */
  static float[] answers(Module gate) {
    return gate.forward(NDArrays.of(INPUTS, 4, 2)).ravel().toFloatVector(); // [4, 2] -> [4, 1]
  }

  // region rule
  /** Descends on the perceptron's loss, in batches of one or of all four, until all is right. */
  private PerceptronRun learn(String gate, float[] targets, int batch, RandomGenerator random) {
    Linear linear = new Linear(Linear.Config.of(2, 1).init(Init.constant(0)), random); // from zero
    Dataset data = Dataset.of(NDArrays.of(INPUTS, 4, 2), NDArrays.of(signs(targets), 4, 1));
    Optim optim = new Optim(linear, new PerceptronLoss(Reduction.SUM), STEP);
    PerceptronRun learner = new PerceptronRun(gate, batch, linear, new ArrayList<>());
    do {
      SGD.of(optim).batchSize(batch).shuffle(random).fit(data); // value += Σ y x of the wrong ones
      learner.wrong().add(wrong(linear, signs(targets)));
    } while (!learner.learnt() && learner.wrong().size() < epochs);
    return learner;
  }

  // endregion

  /** Classes −1 and 1 in place of 0 and 1. */
  private static float[] signs(float[] targets) {
    float[] signs = new float[targets.length];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = 2 * targets[i] - 1;
    }
    return signs;
  }

  /** How many scores do not have the sign of their target. */
  private static int wrong(Module linear, float[] signs) {
    float[] scores = answers(linear);
    int wrong = 0;
    for (int i = 0; i < 4; i++) {
      wrong += signs[i] * scores[i] > 0 ? 0 : 1;
    }
    return wrong;
  }

  private static void report(List<PerceptronRun> learners, RunOutput out) throws IOException {
    Table table = Table.of("gate", "batch", "epochs", "wrong", "weight a", "weight b", "bias");
    for (PerceptronRun learner : learners) {
      table.row(
          learner.gate(),
          "" + learner.batch(),
          "" + learner.wrong().size(),
          "" + learner.last(),
          whole(learner.weights()[0]),
          whole(learner.weights()[1]),
          whole(learner.bias()));
    }
    out.table(table);
    out.text(
        "XOR has no such weights: 0 for (0, 0) asks for bias <= 0; 1 for (0, 1) and (1, 0) for"
            + " weight a + weight b + 2 bias > 0; so the sum for (1, 1) is above -bias >= 0,"
            + " where the answer should be 0.");
  }

  /** Draws the borders of the gates, and how the perceptron rule gets on. */
  private static void draw(
      Module and, Module or, List<PerceptronRun> learners, Module xor, RunOutput out)
      throws IOException {
    PerceptronRun learnt = learners.get(0);
    PerceptronRun failed = learners.get(2);
    out.picture(
        "gates",
        "The borders of four gates: AND and OR by hand, AND learnt, XOR by two layers",
        panel("AND by hand", and, AND),
        panel("OR by hand", or, OR),
        panel("AND learnt", learnt.net(), AND),
        panel("XOR by two layers", xor, XOR));
    LineChart curves = new LineChart("Perceptron rule, online", "epoch", "wrong answers");
    learners.subList(0, 3).forEach(learner -> curves.line(learner.gate(), learner.counts()));
    out.picture(
        "perceptron",
        "Wrong answers after each epoch, and the line that the rule stopped at for XOR",
        curves.range(-0.2, 4.2),
        panel("XOR by one perceptron", DecisionSurface.of(failed.net(), -1.25, 2.25, CELLS), XOR));
  }

  private static PicturePanel panel(String title, Module gate, float[] targets) {
    return panel(title, DecisionSurface.of(gate, -0.25, 1.25, CELLS), targets);
  }

  private static PicturePanel panel(String title, DecisionSurface surface, float[] targets) {
    return HeatMap.decisions(title, surface, points(targets, 0), points(targets, 1));
  }

  /** The inputs for which the gate should answer {@code target}. */
  private static Points points(float[] targets, int target) {
    List<Double> a = new ArrayList<>();
    List<Double> b = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      if (targets[i] == target) {
        a.add((double) INPUTS[2 * i]);
        b.add((double) INPUTS[2 * i + 1]);
      }
    }
    return new Points("target " + target, a, b);
  }

  private static String whole(double number) {
    return String.format(Locale.ROOT, "%.0f", number);
  }

  private String sentence(boolean right, boolean learnt) {
    if (!right) {
      return "Wrong: a gate set by hand does not answer as it should.";
    }
    return learnt
        ? "Right: the rule learns AND and OR, and never XOR; two layers compute it."
        : "Not learnt: within " + epochs + " epochs the rule did not learn AND and OR.";
  }
}
