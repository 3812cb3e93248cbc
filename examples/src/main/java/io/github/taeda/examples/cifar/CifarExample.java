package io.github.taeda.examples.cifar;

import io.github.taeda.examples.baselines.NearestNeighbours;
import io.github.taeda.examples.cli.AfterEpoch;
import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.draw.LineChart;
import io.github.taeda.examples.images.LabelledImages;
import io.github.taeda.examples.report.ClassScores;
import io.github.taeda.examples.report.ConfusionTable;
import io.github.taeda.examples.report.Table;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.Split;
import io.github.taeda.nn.data.transforms.RandomFlip;
import io.github.taeda.nn.data.transforms.RandomShift;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.metrics.Accuracy;
import io.github.taeda.nn.optim.metrics.ConfusionMatrix;
import io.github.taeda.nn.optim.metrics.Evaluator;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.io.IOException;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Colour images: classifies CIFAR-10's images, or synthetic shapes, with a small convolutional net,
 * beside a linear classifier that shows what the pixels alone tell.
 */
@Command(
    name = "cifar",
    description = {
      "Trains a convolutional net to classify colour images, beside a linear classifier.",
      "",
      "Without --data the images are synthetic shapes: drawn by a program, with no download. With"
          + " them a run takes less than two minutes."
    })
public final class CifarExample implements Callable<Integer> {
  private static final int BATCH_SIZE = 50;
  private static final double LEARNING_RATE = 2e-3; // of Adam, initially; it falls to 0
  private static final int MAX_SHIFT = 3; // pixels, of the augmentation
  private static final int NEIGHBOURS = 5;
  private static final int MAX_STORED = 10_000; // training images that can be neighbours

  // The minimum accuracy of the convolutional net on synthetic shapes; none on other images
  private static final double MIN_ACCURACY = 0.85;

  @Mixin private final ExampleOptions options = new ExampleOptions();
  @Mixin private final ColorImages source = new ColorImages();

  @Option(
      names = "--model",
      paramLabel = "NET",
      defaultValue = "conv",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CifarModel model;

  @Option(names = "--epochs", paramLabel = "N", description = "Number of epochs (default: 10).")
  private @Nullable Integer epochs;

  @Option(
      names = "--no-augmentation",
      description = "Train the convolutional net on the images as they are.")
  private boolean plain;

  @Option(
      names = "--compare",
      description =
          "Compare with the 5 nearest neighbours by the distance of pixels, among at most 10000"
              + " training images.")
  private boolean compare;

  @Override
  public Integer call() throws IOException {
    options.requirePositive("--epochs", epochs(model));
    RunOutput out = options.output("Colour images: " + model); // before the training: it may fail
    SplittableRandom random = new SplittableRandom(options.seed());
    Split<ImageDataset> images = source.load(options, random.split());
    out.line(
        String.format(
            Locale.ROOT, "Cifar: %s, seed %d, %d epochs", model, options.seed(), epochs(model)));
    out.fact("data", source.description(images));
    out.line("Data: " + source.description(images));
    String first = source.name() + ": first images";
    out.picture("images", first, LabelledImages.of(images.train()).first(first));

    Table table = Table.of("", "accuracy", "training images");
    double linear = linear(images, random.split(), table, out);
    double accuracy = linear;
    if (model == CifarModel.CONV) {
      accuracy = conv(images, random.split(), table, out);
    }
    if (compare) {
      neighbours(images, table);
    }
    out.section(source.name() + ": accuracy on the test images");
    out.table(table);
    return end(accuracy, linear, out);
  }

  /** Trains the linear classifier and draws its weights. */
  private double linear(
      Split<ImageDataset> images, SplittableRandom random, Table table, RunOutput out)
      throws IOException {
    out.section("Linear classifier");
    Sequential net = train(CifarModel.LINEAR, images, images.train(), random, out);
    ImageDataset test = images.test();
    String title = source.name() + ": weights of the linear classifier";
    out.picture(
        "templates",
        title,
        ColorWeights.templates(title, net, test.height(), test.width(), test.classNames()));
    return evaluate(CifarModel.LINEAR, net, images, table, out);
  }

  /** Trains the convolutional net and draws its filters. */
  private double conv(
      Split<ImageDataset> images, SplittableRandom random, Table table, RunOutput out)
      throws IOException {
    out.section("Convolutional net");
    Dataset train = plain ? images.train() : augmented(images.train(), random.split());
    Sequential net = train(CifarModel.CONV, images, train, random, out);
    String title = source.name() + ": filters of the first convolution";
    out.picture("filters", title, ColorWeights.filters(title, net));
    return evaluate(CifarModel.CONV, net, images, table, out);
  }

  // region augmentation
  /** Images that are shifted by up to 3 pixels and mirrored at random, anew in each epoch. */
  private static Dataset augmented(ImageDataset train, RandomGenerator random) {
    Dataset flipped = RandomFlip.horizontal(train, random);
    return RandomShift.of(flipped, train.height(), train.width(), MAX_SHIFT, random);
  }

  // endregion

  // region training
  /** Trains a net; after each epoch its learning curves are on disk. */
  private Sequential train(
      CifarModel kind,
      Split<ImageDataset> images,
      Dataset train,
      SplittableRandom random,
      RunOutput out)
      throws IOException {
    int classes = images.test().classNames().size();
    Sequential net = kind.net(classes, random.split());
    out.fact("net " + kind, net.toString());
    SGD.of(new Optim(net, new CrossEntropyLoss(), new Adam(LEARNING_RATE)))
        .batchSize(BATCH_SIZE)
        .epochs(epochs(kind))
        .schedule(Schedule.cosine(epochs(kind)))
        .shuffle(random.split())
        .validate(images.test())
        .metrics(
            new Accuracy(), new ConfusionMatrix(images.test().classNames().toArray(String[]::new)))
        .listen(out.progress(), out.live(kind.toString()), out.log(kind + "-history"))
        .listen(new AfterEpoch(history -> drawCurves(kind, history, out)))
        .fit(train);
    return net;
  }

  // endregion

  private void drawCurves(CifarModel kind, History history, RunOutput out) throws IOException {
    String title = source.name() + ", " + kind;
    out.picture(
        kind + "-curves",
        title + ": loss and accuracy after each epoch",
        LineChart.ofLosses(title + ": loss", "epoch")
            .line("training", history.losses())
            .line("test", history.values("validation loss")),
        new LineChart(title + ": accuracy", "epoch", "accuracy")
            .line("test", history.values("validation accuracy")));
  }

  /** Evaluates a net on the test images; of the chosen one, also the kinds of its mistakes. */
  private double evaluate(
      CifarModel kind, Sequential net, Split<ImageDataset> images, Table table, RunOutput out)
      throws IOException {
    ImageDataset test = images.test();
    ConfusionMatrix matrix = new ConfusionMatrix(test.classNames().toArray(String[]::new));
    Evaluator.of(net).evaluate(test, matrix);
    row(table, kind.toString(), matrix.accuracy(), images.train().size());
    if (kind == model) {
      out.section(
          source.name() + ": confusion matrix, true classes in rows, predicted ones in columns");
      out.table(ConfusionTable.of(matrix));
      String worst = source.name() + ": misclassified with the highest probability";
      double[][] probabilities = ClassScores.probabilities(Evaluator.of(net).predict(test));
      out.picture("mistakes", worst, LabelledImages.of(test).mistakes(worst, probabilities));
    }
    return matrix.accuracy();
  }

  private static void neighbours(Split<ImageDataset> images, Table table) {
    int stored = Math.min(MAX_STORED, images.train().size());
    NearestNeighbours neighbours =
        new NearestNeighbours(images.train().range(0, stored), NEIGHBOURS);
    row(table, NEIGHBOURS + " nearest neighbours", neighbours.accuracy(images.test()), stored);
  }

  private static void row(Table table, String name, double accuracy, int train) {
    table.row(name, percent(accuracy), Integer.toString(train));
  }

  private int end(double accuracy, double linear, RunOutput out) throws IOException {
    String result = percent(accuracy) + " of the test images are correctly classified";
    if (model == CifarModel.LINEAR || !source.isSynthetic()) {
      return out.end(true, "Done: " + result + ".");
    }
    boolean learnt = accuracy >= MIN_ACCURACY && accuracy > linear;
    String required =
        String.format(
            Locale.ROOT,
            "%s: %s, by the linear classifier %s. The minimum is %s.",
            learnt ? "Learnt" : "Not learnt",
            result,
            percent(linear),
            percent(MIN_ACCURACY));
    return out.end(learnt, learnt ? required : required + " More epochs or images may help.");
  }

  private int epochs(CifarModel kind) {
    return epochs == null ? kind.epochs() : epochs;
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * fraction);
  }
}
