package io.github.taeda.examples.regions;

import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.draw.PicturePanel;
import io.github.taeda.examples.report.Table;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.synthetic.Synthetic;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.ReLU;
import io.github.taeda.nn.losses.MultiMarginLoss;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.rules.Adam;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Three classes in the plane: clouds, which straight borders separate, and the arms of a spiral,
 * which need a hidden layer.
 */
@Command(
    name = "regions",
    description = "Learns three classes in the plane, and draws their regions while they form.")
public final class RegionsExample implements Callable<Integer> {
  private static final int CLASSES = 3;
  private static final int CLOUD = 10; // points of a class
  private static final double CLOUD_NOISE = 0.2; // the centres are 1 from the origin
  private static final int ARM = 60;
  private static final double ARM_NOISE = 0.02; // an arm winds once, from radius 0 to 1
  static final int EPOCHS = 600; // of all points in one batch
  private static final double STEP = 0.02; // of Adam
  private static final double GOAL = 0.95; // the share of points that must be right
  private static final int FRAMES = 30; // of the animation
  private static final int DELAY = 15; // of a frame, in hundredths of a second

  @Mixin private final ExampleOptions options = new ExampleOptions();

  @Option(
      names = "--neurons",
      paramLabel = "N",
      defaultValue = "100",
      description = "Hidden units, 10 to 1000 (default: ${DEFAULT-VALUE}).")
  private int neurons;

  @Option(
      names = "--margin",
      paramLabel = "X",
      defaultValue = "1",
      description = "By how much the right score shall exceed the others (default: 1).")
  private double margin;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "" + EPOCHS,
      description = "Passes over the points (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Override
  public Integer call() throws IOException {
    options.require(epochs >= 1, "--epochs must be at least 1, but was " + epochs);
    options.require(
        neurons >= 10 && neurons <= 1000, "--neurons must be in 10…1000, but was " + neurons);
    options.require(
        margin > 0 && margin < Double.POSITIVE_INFINITY,
        "--margin must be > 0 and finite, but was " + margin);
    RunOutput out = options.output("Regions"); // before the training, for it may be impossible
    out.fact("data", "synthetic: three clouds of 10 points, and a spiral with three arms of 60");
    RandomGenerator random = new SplittableRandom(options.seed());
    Dataset clouds = Synthetic.blobs(CLASSES * CLOUD, CLASSES, CLOUD_NOISE, random);
    Dataset spiral = Synthetic.spirals(CLASSES * ARM, CLASSES, ARM_NOISE, random);

    Table table = Table.of("data", "net", "right");
    Module line = new Linear(2, CLASSES, random);
    double onClouds = learn("clouds-linear", "Clouds", line, clouds, 2, table, out);
    Module stiff = new Linear(2, CLASSES, random);
    learn("spiral-linear", "Spiral", stiff, spiral, 1.2, table, out);
    double onSpiral = learn("spiral", "Spiral", net(random), spiral, 1.2, table, out);
    out.table(table);
    boolean learnt = onClouds >= GOAL && onSpiral >= GOAL;
    return out.end(
        learnt,
        learnt
            ? "Learnt: the clouds by straight borders, the spiral by a hidden layer."
            : "Not learnt: fewer than 95 % of the points are right; more epochs or neurons may"
                + " help: "
                + EPOCHS
                + " and 100 are usual.");
  }

  // region net
  private Module net(RandomGenerator random) {
    return new Sequential(
        new Linear(2, neurons, random), new ReLU(), new Linear(neurons, CLASSES, random));
  }

  // endregion

  /** Trains, with a frame of the animation now and then; returns the share of points right. */
  private double learn(
      String name,
      String title,
      Module module,
      Dataset data,
      double edge,
      Table table,
      RunOutput out)
      throws IOException {
    Batch points = data.batch(IntStream.range(0, data.size()).toArray());
    List<PicturePanel> frames = new ArrayList<>();
    frames.add(DecisionRegions.of(title + ", epoch 0", module.evaluate(), edge, points));
    // region training
    Optim optim = new Optim(module, new MultiMarginLoss(margin), new Adam(STEP));
    SGD sgd = SGD.of(optim).batchSize(data.size()).inOrder();
    int done = 0;
    for (int frame = 1; frame <= FRAMES; frame++) {
      int until = (int) Math.ceil(epochs * Math.pow((double) frame / FRAMES, 2)); // first slowly
      if (until > done) {
        sgd.epochs(until - done).fit(data);
        done = until;
        frames.add(DecisionRegions.of(title + ", epoch " + done, module.evaluate(), edge, points));
      }
    }
    // endregion
    double right = right(module, points);
    String net = module instanceof Linear ? "linear" : neurons + " hidden units";
    table.row(
        title.toLowerCase(Locale.ROOT), net, String.format(Locale.ROOT, "%.1f %%", 100 * right));
    out.line(
        String.format(Locale.ROOT, "%s, %s: %.1f %% of the points right", title, net, 100 * right));
    out.animation(name, title + ": the regions while they form, " + net, DELAY, frames);
    out.picture(name, title + ": the regions at the end, " + net, frames.get(frames.size() - 1));
    return right;
  }

  private static double right(Module module, Batch points) {
    int[] classes = DecisionRegions.classes(module, points.input());
    return IntStream.range(0, classes.length)
            .filter(i -> classes[i] == points.target().getInt(i))
            .count()
        / (double) classes.length;
  }
}
