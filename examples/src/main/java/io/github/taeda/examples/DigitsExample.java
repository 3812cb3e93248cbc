package io.github.taeda.examples;

import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Images;
import io.github.taeda.nn.data.Split;
import io.github.taeda.nn.data.Subset;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.optim.Accuracy;
import io.github.taeda.nn.optim.Adam;
import io.github.taeda.nn.optim.ConfusionMatrix;
import io.github.taeda.nn.optim.Evaluator;
import io.github.taeda.nn.optim.GradientDescent;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.Schedule;
import io.github.taeda.nn.optim.Training;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Digits: tells handwritten digits apart, by five nets from softmax regression to convolutions.
 *
 * <p>Without {@code --data} the digits are synthetic, drawn by a program; every line and picture
 * about them says so.
 */
@Command(
    name = "digits",
    description = {
      "Trains a net to tell digits apart, and shows what it learnt and where it errs.",
      "",
      "Without --data the digits are synthetic: drawn by a program, with no download. With them a"
          + " run takes less than two minutes."
    })
final class DigitsExample implements Callable<Integer> {
  private static final int BATCH = 100; // images per step
  private static final double STEP = 0.1; // of gradient descent, for softmax regression
  private static final double ADAM_STEP = 1e-3; // of Adam, for the others; it falls to 0
  private static final int PART = 2_000; // training images whose accuracy is measured
  private static final int FIRST = 40; // images shown
  private static final int WORST = 20; // mistakes shown
  private static final int FILTERS = 16; // shown, of each layer

  @Mixin private final ExampleOptions options = new ExampleOptions();
  @Mixin private final DigitData source = new DigitData();

  @Option(
      names = "--model",
      paramLabel = "NET",
      defaultValue = "conv2d",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private DigitModel model;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the training images (default: what the net needs, 8 to 20).")
  private @Nullable Integer epochs;

  @Option(
      names = "--step",
      paramLabel = "X",
      description = "The first step size (default: 0.1 for linear, else 0.001).")
  private @Nullable Double step;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "" + BATCH,
      description = "Images per step (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Keep the trained net, after every epoch, for the command predict.")
  private @Nullable Path file;

  @Option(
      names = "--least",
      paramLabel = "X",
      description =
          "The part of the test images to be told right, in 0...1; less is a failure"
              + " (default: what the net should reach on the data).")
  private @Nullable Double least;

  @Override
  public Integer call() throws IOException {
    requireSettings();
    Output out = options.output("Digits: " + model); // before the training, for it may fail
    Split<Images> data = source.load(options);
    out.line("Digits: " + model + ", seed " + options.seed() + ", epochs " + epochs());
    out.fact("data", source.description(data));
    out.line("Data: " + source.description(data));
    out.picture("digits", source.name() + ": the first images", firstImages(data.train()));

    RandomGenerator random = new SplittableRandom(options.seed());
    Optim optim = optim(model.net(data.train(), random));
    out.fact("net", optim.module().toString());
    out.fact("training", optim.loss() + ", " + optim.rule() + ", batches of " + batch);
    History history = train(optim, data, random, out);
    drawCurves(history, out);

    Evaluator evaluator = Evaluator.of(optim.module());
    ConfusionMatrix matrix = new ConfusionMatrix(data.test().classNames().toArray(String[]::new));
    evaluator.measure(data.test(), matrix);
    out.section(source.name() + ": how often each class (row) was taken for each");
    out.table(table(matrix));
    double[][] answers = Scores.probabilities(evaluator.predict(data.test()));
    String worst = source.name() + ": the mistakes it was most sure of";
    out.picture("mistakes", worst, mistakes(worst, data.test(), answers));
    drawFilters(optim, data.test(), out);
    return end(matrix.accuracy(), out);
  }

  private void requireSettings() {
    options.require(epochs() >= 1, "--epochs must be at least 1, but was " + epochs());
    options.require(batch >= 1, "--batch must be at least 1, but was " + batch);
    options.require(step() > 0, "--step must be > 0, but was " + step());
    options.require(
        least == null || (least >= 0 && least <= 1), "--least must be in 0...1, but was " + least);
    if (file != null) {
      options.requireFile("--save", file);
    }
  }

  /** Softmax regression descends with a fixed step, the others by Adam. */
  private Optim optim(Sequential net) {
    boolean linear = model == DigitModel.LINEAR;
    return new Optim(
        net, new CrossEntropyLoss(), linear ? new GradientDescent(step()) : new Adam(step()));
  }

  private History train(Optim optim, Split<Images> data, RandomGenerator random, Output out) {
    SGD sgd =
        SGD.of(optim)
            .batchSize(batch)
            .epochs(epochs())
            .shuffle(random)
            .measureTraining(part(data.train()), new Accuracy())
            .validate(data.test())
            .measure(new Accuracy())
            .listen(out.progress());
    if (model != DigitModel.LINEAR) {
      sgd.schedule(Schedule.cosine(epochs()));
    }
    if (file != null) {
      sgd.listen(new Saving(file, data.train()));
    }
    return sgd.fit(data.train());
  }

  /** Some of the training images: all would take long. */
  private static Subset part(Images images) {
    return Subset.range(images, 0, Math.min(images.size(), PART));
  }

  /** Keeps the net after every epoch, so that an interrupted run leaves the last one. */
  private final class Saving implements Listener {
    private final Path path;
    private final Images images;

    Saving(Path path, Images images) {
      this.path = path;
      this.images = images;
    }

    @Override
    public void epochEnded(Training training) {
      try {
        new DigitFile(
                training.optim().module(),
                model.toString(),
                source.kind(),
                images.height(),
                images.width(),
                images.classNames())
            .save(path);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private Panel firstImages(Images images) {
    ImageGrid grid = new ImageGrid(source.name() + ": the first images", 8);
    for (int i = 0; i < Math.min(FIRST, images.size()); i++) {
      grid.add(ink(images, i), images.classNames().get(images.label(i)));
    }
    return grid;
  }

  private void drawCurves(History history, Output out) throws IOException {
    String net = source.name() + ", " + model;
    String training = model == DigitModel.LINEAR ? "training" : "training, with dropout";
    Panel loss =
        new Curves(net + ": loss", "epoch", "loss")
            .line(training, history.values("cost"))
            .line("test", history.values("validation cost"));
    Panel accuracy =
        new Curves(net + ": accuracy", "epoch", "accuracy")
            .line("training", history.values("training accuracy"))
            .line("test", history.values("validation accuracy"));
    out.picture("curves", "Loss and accuracy after each epoch", loss, accuracy);
  }

  private static Table table(ConfusionMatrix matrix) {
    List<String> names = matrix.names();
    String[] headings = new String[names.size() + 2];
    headings[0] = "class";
    headings[names.size() + 1] = "right";
    Table table = Table.of(fill(headings, names));
    for (int row = 0; row < names.size(); row++) {
      long[] counts = matrix.counts()[row];
      String[] cells = new String[headings.length];
      cells[0] = names.get(row);
      cells[cells.length - 1] = percent(matrix.recall(row));
      table.row(
          fill(cells, IntStream.range(0, names.size()).mapToObj(i -> "" + counts[i]).toList()));
    }
    return table;
  }

  private static String[] fill(String[] cells, List<String> inner) {
    for (int i = 0; i < inner.size(); i++) {
      cells[i + 1] = inner.get(i);
    }
    return cells;
  }

  /** The wrong answers, the surest first. */
  private static Panel mistakes(String title, Images images, double[]... answers) {
    ImageGrid grid = new ImageGrid(title, 5);
    List<String> names = images.classNames();
    IntStream.range(0, answers.length)
        .filter(i -> Scores.largest(answers[i]) != images.label(i))
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -answers[i][Scores.largest(answers[i])]))
        .limit(WORST)
        .forEach(
            i -> {
              int said = Scores.largest(answers[i]);
              String sure = String.format(Locale.ROOT, "%.0f %%", 100 * answers[i][said]);
              String is = "is " + names.get(images.label(i));
              grid.add(ink(images, i), is, "said " + names.get(said) + ", " + sure);
            });
    return grid;
  }

  private void drawFilters(Optim optim, Images images, Output out) throws IOException {
    List<double[][]> filters = Filters.of(optim.module(), images.height(), images.width(), FILTERS);
    String title = source.name() + ", " + model + ": weights on pixels, light above 0, dark below";
    ImageGrid grid = new ImageGrid(title, filters.size() <= FILTERS ? 4 : 8);
    for (int i = 0; i < filters.size(); i++) {
      if (model == DigitModel.LINEAR) {
        grid.add(ImageGrid.shades(filters.get(i)), images.classNames().get(i));
      } else {
        grid.add(ImageGrid.shades(filters.get(i)));
      }
    }
    out.picture("filters", title, grid);
  }

  private static BufferedImage ink(Images images, int i) {
    return ImageGrid.ink(images.pixels(i), images.height(), images.width());
  }

  private int end(double accuracy, Output out) throws IOException {
    double enough = least == null ? model.least(source) : least;
    boolean learnt = accuracy >= enough;
    String result = percent(accuracy) + " of the test images are told right";
    String on = source.isSynthetic() ? " (synthetic digits). " : ". ";
    String sentence =
        learnt
            ? "Learnt: " + result + on + "At least " + percent(enough) + " were asked for."
            : "Not learnt: " + result + on + percent(enough) + " were asked for. " + advice();
    if (file != null) {
      out.line("Net in " + file);
    }
    return out.end(learnt, sentence);
  }

  private String advice() {
    return epochs() < model.epochs()
        ? "More epochs may help: " + model.epochs() + " are usual."
        : "More training images or another step size may help.";
  }

  private int epochs() {
    return epochs == null ? model.epochs() : epochs;
  }

  private double step() {
    if (step != null) {
      return step;
    }
    return model == DigitModel.LINEAR ? STEP : ADAM_STEP;
  }

  private static String percent(double part) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * part);
  }
}
