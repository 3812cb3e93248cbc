package io.github.taeda.examples.regions;

import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.draw.PicturePanel;
import io.github.taeda.examples.report.ClassScores;
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
    description = "Learns three classes in the plane, and animates their decision regions.")
public final class RegionsExample implements Callable<Integer> {
  // The data
  private static final int CLASSES = 3;
  private static final int CLOUD_SIZE = 10; // points of a class
  private static final double CLOUD_NOISE = 0.2; // the centres are 1 from the origin
  private static final int ARM_SIZE = 60; // points of a class
  private static final double ARM_NOISE = 0.02; // an arm winds once, from radius 0 to 1

  // The training
  static final int EPOCHS = 600; // of all points in one batch
  private static final double LEARNING_RATE = 0.02; // of Adam
  private static final double MIN_ACCURACY = 0.95; // on the training points
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
      description = "Margin of the true class's score over the others (default: 1).")
  private double margin;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "" + EPOCHS,
      description = "Number of epochs (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Override
  public Integer call() throws IOException {
    requireSettings();
    RunOutput out = options.output("Regions"); // before the training: it may fail
    out.fact("data", "synthetic: three clouds of 10 points, and a spiral with three arms of 60");
    RandomGenerator random = new SplittableRandom(options.seed());
    Dataset clouds = Synthetic.blobs(CLASSES * CLOUD_SIZE, CLASSES, CLOUD_NOISE, random);
    Dataset spiral = Synthetic.spirals(CLASSES * ARM_SIZE, CLASSES, ARM_NOISE, random);

    Table table = Table.of("data", "net", "accuracy");
    Module linear = new Linear(2, CLASSES, random);
    double onClouds = learn(new Task("clouds-linear", "Clouds", clouds, 2), linear, table, out);
    Module straight = new Linear(2, CLASSES, random);
    learn(new Task("spiral-linear", "Spiral", spiral, 1.2), straight, table, out);
    double onSpiral = learn(new Task("spiral", "Spiral", spiral, 1.2), net(random), table, out);
    out.table(table);
    boolean learnt = onClouds >= MIN_ACCURACY && onSpiral >= MIN_ACCURACY;
    return out.end(learnt, result(learnt));
  }

  private void requireSettings() {
    options.requirePositive("--epochs", epochs);
    options.require(
        neurons >= 10 && neurons <= 1000, "--neurons must be in 10…1000, but was " + neurons);
    options.require(
        margin > 0 && margin < Double.POSITIVE_INFINITY,
        "--margin must be > 0 and finite, but was " + margin);
  }

  // region net
  private Module net(RandomGenerator random) {
    return new Sequential(
        new Linear(2, neurons, random), new ReLU(), new Linear(neurons, CLASSES, random));
  }

  // endregion

  /** Data to be learnt, drawn on the square from −edge to edge. */
  private record Task(String fileName, String title, Dataset data, double edge) {
    Batch points() {
      return data.batch(IntStream.range(0, data.size()).toArray());
    }

    PicturePanel panel(Module module, int epoch) {
      return DecisionRegions.of(title + ", epoch " + epoch, module.evaluate(), edge, points());
    }
  }

  /** Trains a module and returns its accuracy. */
  private double learn(Task task, Module module, Table table, RunOutput out) throws IOException {
    List<PicturePanel> frames = train(task, module, out);
    double accuracy = accuracy(module, task.points());
    String net = module instanceof Linear ? "linear" : neurons + " hidden units";
    String percent = String.format(Locale.ROOT, "%.1f %%", 100 * accuracy);
    table.row(task.title.toLowerCase(Locale.ROOT), net, percent);
    out.line(task.title + ", " + net + ": accuracy " + percent);
    String caption = task.title + ", " + net + ": decision regions ";
    out.animation(task.fileName, caption + "during the training", DELAY, frames);
    out.picture(task.fileName, caption + "after it", frames.get(frames.size() - 1));
    return accuracy;
  }

  /** Trains a module, with pauses to draw a frame, more often at first. */
  private List<PicturePanel> train(Task task, Module module, RunOutput out) throws IOException {
    Dataset data = task.data;
    List<PicturePanel> frames = new ArrayList<>();
    frames.add(task.panel(module, 0));
    // region training
    Optim optim = new Optim(module, new MultiMarginLoss(margin), new Adam(LEARNING_RATE));
    SGD sgd = SGD.of(optim).batchSize(data.size()).inOrder().listen(out.live(task.fileName));
    int done = 0;
    for (int frame = 1; frame <= FRAMES; frame++) {
      int until = (int) Math.ceil(epochs * Math.pow((double) frame / FRAMES, 2));
      if (until > done) {
        sgd.epochs(until - done).fit(data);
        done = until;
        PicturePanel panel = task.panel(module, done);
        frames.add(panel);
        out.livePicture(task.title + ": decision regions", () -> List.of(panel));
      }
    }
    // endregion
    return frames;
  }

  private static double accuracy(Module module, Batch points) {
    int[] predicted = ClassScores.predictedClasses(module.forward(points.input()));
    return IntStream.range(0, predicted.length)
            .filter(i -> predicted[i] == points.target().getInt(i))
            .count()
        / (double) predicted.length;
  }

  private static String result(boolean learnt) {
    return learnt
        ? "Learnt: the clouds by straight borders, the spiral by a hidden layer."
        : "Not learnt: the accuracy is below 95 %; more epochs or hidden units may help: the"
            + " defaults are "
            + EPOCHS
            + " and 100.";
  }
}
