package io.github.taeda.examples.digits;

import io.github.taeda.examples.baselines.ImageClassifier;
import io.github.taeda.examples.cli.AfterEpoch;
import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.images.ImageOptions;
import io.github.taeda.examples.images.ImageSet;
import io.github.taeda.examples.images.ImageSet.Origin;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.metrics.Accuracy;
import io.github.taeda.nn.optim.metrics.ConfusionMatrix;
import io.github.taeda.nn.optim.metrics.Evaluator;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.rules.GradientDescent;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
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
public final class DigitsExample implements Callable<Integer> {
  private static final int BATCH = 100; // images per step
  private static final double STEP = 0.1; // of gradient descent, for softmax regression
  private static final double ADAM_STEP = 1e-3; // of Adam, for the others; it falls to 0
  private static final int PART = 2_000; // training images whose accuracy is measured

  @Mixin private final ExampleOptions options = new ExampleOptions();
  @Mixin private final ImageOptions source = new ImageOptions(Integer.MAX_VALUE, Integer.MAX_VALUE);

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
              + " (default: what the net should reach on synthetic digits and on MNIST; on other"
              + " images nothing is asked for).")
  private @Nullable Double least;

  @Option(
      names = "--compare",
      description =
          "Set the vote of the 5 nearest neighbours and a linear support vector machine beside the"
              + " net; they learn from 10000 images at most.")
  private boolean compare;

  @Override
  public Integer call() throws IOException {
    requireSettings();
    RunOutput out = options.output("Digits: " + model); // before the training, for it may fail
    ImageSet data = source.load(options, new SplittableRandom(options.seed()), 28);
    out.line("Digits: " + model + ", seed " + options.seed() + ", epochs " + epochs());
    out.fact("data", data.toString());
    out.line("Data: " + data);
    DigitPictures pictures =
        new DigitPictures(data.name(), model, Math.min(PART, data.train().size()));
    out.picture("digits", data.name() + ": the first images", pictures.first(data.train()));

    RandomGenerator random = new SplittableRandom(options.seed());
    Optim optim = optim(model.net(data.train(), random));
    out.fact("net", optim.module().toString());
    out.fact("training", optim.loss() + ", " + optim.rule() + ", batches of " + batch);
    History history = train(optim, data, random, pictures, out);

    double accuracy = judge(optim.module(), data, pictures, out);
    if (compare) {
      compare(optim.module(), data, history, out);
    }
    return end(accuracy, data.origin(), out);
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

  /** Trains; after each epoch the curves, the table behind them and the net are on disk. */
  private History train(
      Optim optim, ImageSet data, RandomGenerator random, DigitPictures pictures, RunOutput out) {
    String caption = "Loss and accuracy after each epoch";
    SGD sgd =
        SGD.of(optim)
            .batchSize(batch)
            .epochs(epochs())
            .shuffle(random)
            .trainingMetrics(ImageOptions.first(data.train(), PART), new Accuracy())
            .validate(data.test())
            .metrics(new Accuracy())
            .listen(out.progress(), out.log("history"));
    if (model != DigitModel.LINEAR) {
      sgd.schedule(Schedule.cosine(epochs()));
    }
    if (file != null) {
      Path path = file;
      sgd.listen(new AfterEpoch(history -> save(optim.module(), data, path)));
    }
    sgd.listen(new AfterEpoch(h -> out.picture("curves", caption, pictures.curves(h))));
    return sgd.fit(data.train());
  }

  /** Keeps the net and what is needed to ask it. */
  private void save(Module net, ImageSet data, Path path) throws IOException {
    ImageDataset images = data.train();
    new DigitModelFile(
            net,
            model.toString(),
            data.kind(),
            images.height(),
            images.width(),
            images.classNames())
        .save(path);
  }

  /** Shows what the net says of the test images, and returns the part that it tells right. */
  private double judge(Module net, ImageSet data, DigitPictures pictures, RunOutput out)
      throws IOException {
    ImageDataset test = data.test();
    Evaluator evaluator = Evaluator.of(net);
    ConfusionMatrix matrix = new ConfusionMatrix(test.classNames().toArray(String[]::new));
    evaluator.evaluate(test, matrix);
    out.section(data.name() + ": how often each class (row) was taken for each");
    out.table(ConfusionTable.of(matrix));
    double[][] answers = ClassScores.probabilities(evaluator.predict(test));
    String worst = data.name() + ": the mistakes it was most sure of";
    out.picture("mistakes", worst, pictures.mistakes(worst, test, answers));
    String weights = data.name() + ", " + model + ": weights on pixels, light above 0, dark below";
    out.picture("filters", weights, pictures.filters(weights, net, test));
    return matrix.accuracy();
  }

  /** Sets classifiers that are no nets beside the net; only here are their libraries loaded. */
  private void compare(Module net, ImageSet data, History history, RunOutput out)
      throws IOException {
    out.section(data.name() + ": the net beside classifiers that are no nets");
    double seconds = DoubleStream.of(history.values("seconds")).sum();
    ImageClassifier classifier = images -> ClassScores.classes(Evaluator.of(net).predict(images));
    out.table(ClassifierComparison.of(data, model.toString(), classifier, seconds, options.seed()));
    out.text(ClassifierComparison.note(data));
  }

  private int end(double accuracy, Origin origin, RunOutput out) throws IOException {
    double enough = least == null ? model.least(origin) : least;
    boolean learnt = accuracy >= enough;
    String result = percent(accuracy) + " of the test images are told right";
    String on = origin == Origin.SYNTHETIC ? " (synthetic digits). " : ". ";
    String sentence;
    if (enough == 0) {
      sentence = "Done: " + result + on + "No part was asked for; --least asks for one.";
    } else if (learnt) {
      sentence = "Learnt: " + result + on + "At least " + percent(enough) + " were asked for.";
    } else {
      sentence = "Not learnt: " + result + on + percent(enough) + " were asked for. " + advice();
    }
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
