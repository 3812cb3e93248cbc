package io.github.taeda.examples.digits;

import io.github.taeda.examples.baselines.ImageClassifier;
import io.github.taeda.examples.cli.AfterEpoch;
import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.images.ImageOptions;
import io.github.taeda.examples.images.ImageSet;
import io.github.taeda.examples.images.ImageSet.Origin;
import io.github.taeda.examples.images.LabelledImages;
import io.github.taeda.examples.report.ClassScores;
import io.github.taeda.examples.report.ConfusionTable;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.losses.CrossEntropyLoss;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.metrics.ConfusionMatrix;
import io.github.taeda.nn.optim.metrics.Evaluator;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.rules.GradientDescent;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Digits: classifies handwritten digits with one of five nets, from softmax regression to
 * convolutions.
 *
 * <p>Without {@code --data} the digits are synthetic, drawn by a program; every line and picture
 * about them says so.
 */
@Command(
    name = "digits",
    description = {
      "Trains a net to classify digits, and shows its weights and its mistakes.",
      "",
      "Without --data the digits are synthetic: drawn by a program, with no download. With them a"
          + " run takes less than two minutes."
    })
public final class DigitsExample implements Callable<Integer> {
  private static final int BATCH_SIZE = 100;
  private static final double LEARNING_RATE = 0.1; // of gradient descent, for softmax regression
  private static final double ADAM_LEARNING_RATE = 1e-3; // for the others; it falls to 0

  @Mixin private final ExampleOptions options = new ExampleOptions();
  @Mixin private final ImageOptions source = new ImageOptions(Integer.MAX_VALUE, Integer.MAX_VALUE);
  @Mixin private final NetFiles files = new NetFiles();

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
      description = "Number of epochs (default: 8 to 20, depending on the net).")
  private @Nullable Integer epochs;

  @Option(
      names = "--learning-rate",
      paramLabel = "X",
      description = "The initial learning rate (default: 0.1 for linear, else 0.001).")
  private @Nullable Double learningRate;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "" + BATCH_SIZE,
      description = "Images per iteration (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--min-accuracy",
      paramLabel = "X",
      description =
          "The accuracy on the test set, in 0...1, below which the run counts as failed (default:"
              + " what the net should reach on synthetic digits and on MNIST; on other images"
              + " there is no minimum).")
  private @Nullable Double minAccuracy;

  @Option(
      names = "--compare",
      description =
          "Compare the net with the 5 nearest neighbours and with a linear support vector machine,"
              + " trained on at most 10000 images.")
  private boolean compare;

  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description =
          "Train on Apache Spark: local[2], local-cluster[2,1,2048], spark://host:7077 (-Pspark).")
  private @Nullable String master;

  @Override
  public Integer call() throws IOException {
    requireSettings();
    RunOutput out = options.output("Digits: " + model); // before the training: it may fail
    ImageSet data = source.load(options, new SplittableRandom(options.seed()), 28);
    out.line("Digits: " + model + ", seed " + options.seed() + ", " + epochs() + " epochs");
    out.fact("data", data.toString());
    out.line("Data: " + data);
    int evaluated = Math.min(DigitTraining.MAX_EVALUATED, data.train().size());
    DigitPictures pictures = new DigitPictures(data.name(), model, evaluated);
    out.picture(
        "digits",
        data.name() + ": first images",
        LabelledImages.of(data.train()).first(data.name() + ": first images"));

    RandomGenerator random = new SplittableRandom(options.seed());
    Optim optim = optim(model.net(data.train(), random));
    out.fact("net", optim.module().toString());
    out.fact("training", optim.loss() + ", " + optim.rule() + ", batch size " + batchSize);
    History history = train(optim, data, random, pictures, out);

    double accuracy = test(optim.module(), data, pictures, out);
    if (compare) {
      compare(optim.module(), data, history, out);
    }
    files.end(named(optim.module(), data), data.test(), out);
    return end(accuracy, data.origin(), out);
  }

  private void requireSettings() {
    options.requirePositive("--epochs", epochs());
    options.requirePositive("--batch-size", batchSize);
    options.require(learningRate() > 0, "--learning-rate must be > 0, but was " + learningRate());
    options.require(
        minAccuracy == null || (minAccuracy >= 0 && minAccuracy <= 1),
        "--min-accuracy must be in 0...1, but was " + minAccuracy);
    files.require(options);
    if (master != null) {
      options.requireProfile("--spark", "spark", SparkTraining.find().isPresent());
    }
  }

  /** Softmax regression is trained by gradient descent, the other nets by Adam. */
  private Optim optim(Sequential net) {
    boolean linear = model == DigitModel.LINEAR;
    return new Optim(
        net,
        new CrossEntropyLoss(),
        linear ? new GradientDescent(learningRate()) : new Adam(learningRate()));
  }

  /** Trains; after each epoch the learning curves, the history and the net are on disk. */
  private History train(
      Optim optim, ImageSet data, RandomGenerator random, DigitPictures pictures, RunOutput out)
      throws IOException {
    String caption = "Loss and accuracy after each epoch";
    List<Listener> listeners =
        List.of(
            out.progress(),
            out.live(model.toString()),
            out.log("history"),
            new AfterEpoch(h -> files.save(named(optim.module(), data))),
            new AfterEpoch(h -> out.picture("curves", caption, pictures.curves(h))));
    Schedule schedule =
        model == DigitModel.LINEAR ? Schedule.constant() : Schedule.cosine(epochs());
    DigitTraining training =
        new DigitTraining(optim, data, batchSize, epochs(), random, schedule, listeners);
    if (master == null) {
      return training.here();
    }
    out.line("Training on Spark: " + master);
    return SparkTraining.find().orElseThrow().fit(training, master);
  }

  /** The net with the size of its images and the names of its classes. */
  private DigitModelFile named(Module net, ImageSet data) {
    ImageDataset images = data.train();
    return new DigitModelFile(
        net, model.toString(), data.kind(), images.height(), images.width(), images.classNames());
  }

  /** Evaluates the net on the test set, shows the results, and returns the accuracy. */
  private double test(Module net, ImageSet data, DigitPictures pictures, RunOutput out)
      throws IOException {
    ImageDataset test = data.test();
    Evaluator evaluator = Evaluator.of(net);
    ConfusionMatrix matrix = new ConfusionMatrix(test.classNames().toArray(String[]::new));
    evaluator.evaluate(test, matrix);
    out.section(
        data.name() + ": confusion matrix, true classes in rows, predicted ones in columns");
    out.table(ConfusionTable.of(matrix));
    double[][] probabilities = ClassScores.probabilities(evaluator.predict(test));
    String worst = data.name() + ": misclassified with the highest probability";
    out.picture("mistakes", worst, LabelledImages.of(test).mistakes(worst, probabilities));
    String weights =
        data.name() + ", " + model + ": weights of the pixels, light above 0, dark below";
    out.picture("filters", weights, pictures.filters(weights, net, test));
    return matrix.accuracy();
  }

  /** Compares the net with other classifiers, whose libraries are loaded only here. */
  private void compare(Module net, ImageSet data, History history, RunOutput out)
      throws IOException {
    out.section(data.name() + ": the net compared with other classifiers");
    double seconds = DoubleStream.of(history.values("seconds")).sum();
    ImageClassifier classifier =
        images -> ClassScores.predictedClasses(Evaluator.of(net).predict(images));
    out.table(ClassifierComparison.of(data, model.toString(), classifier, seconds, options.seed()));
    out.text(ClassifierComparison.note(data));
  }

  private int end(double accuracy, Origin origin, RunOutput out) throws IOException {
    double minimum = minAccuracy == null ? model.minAccuracy(origin) : minAccuracy;
    DigitResult result = new DigitResult(origin, accuracy, minimum);
    return out.end(result.isLearnt(), result.sentence(epochs(), model.epochs()));
  }

  private int epochs() {
    return epochs == null ? model.epochs() : epochs;
  }

  private double learningRate() {
    if (learningRate != null) {
      return learningRate;
    }
    return model == DigitModel.LINEAR ? LEARNING_RATE : ADAM_LEARNING_RATE;
  }
}
