package io.github.taeda.examples.charmodel;

import io.github.taeda.examples.characters.Alphabet;
import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.draw.ColoredText;
import io.github.taeda.examples.draw.LineChart;
import io.github.taeda.nn.Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A language model of characters: a recurrent net or a Transformer predicts the next character of a
 * text from those before it, and so can write a text of its own.
 *
 * <p>It is compared with interpolated n-grams, in bits per character of a text that was not trained
 * on.
 */
@Command(
    name = "charmodel",
    description = {
      "Trains a net to predict the next character of a text, and lets it write.",
      "",
      "Without --text the text is a part of Taeda's own source code. N-gram models are trained on"
          + " the same text."
    })
public final class CharmodelExample implements Callable<Integer> {
  static final int EPOCHS = 20;
  private static final int SAMPLINGS = 4; // during the training
  private static final double[] TEMPERATURES = {0.5, 0.8, 1.1};
  private static final int SAMPLE = 120; // characters
  private static final int LAST_SAMPLE = 400;

  @Mixin private final ExampleOptions options = new ExampleOptions();

  @Option(
      names = "--text",
      paramLabel = "FILE",
      description =
          "Train on a text file in UTF-8 of 10000 characters or more (default: a part of Taeda's"
              + " source code).")
  private @Nullable Path file;

  @Option(
      names = "--model",
      paramLabel = "NET",
      defaultValue = "lstm",
      description = "One of ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CharModel model;

  @Option(
      names = "--hidden",
      paramLabel = "N",
      defaultValue = "128",
      description =
          "Size of the state, or of a position of the transformer, 8 to 2048 (default: ${DEFAULT-VALUE}).")
  private int hidden;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "" + EPOCHS,
      description = "Number of epochs (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Override
  public Integer call() throws IOException {
    requireSettings();
    RunOutput out = options.output("Charmodel: " + model); // before the training: it may fail
    SplittableRandom random = new SplittableRandom(options.seed());
    CharText text = file == null ? CharText.sourceCode() : CharText.read(file);
    Alphabet alphabet = Alphabet.of(List.of(text.train()));
    out.line(
        String.format(
            Locale.ROOT, "Charmodel: %s, seed %d, %d epochs", model, options.seed(), epochs));
    out.text("Text: " + text);

    CharComparison comparison = new CharComparison(model, text, alphabet);
    Module net = CharNet.of(model, alphabet.size(), hidden, CharTraining.STREAMS, random.split());
    out.fact("net", net.toString());
    train(net, text, alphabet, comparison, random.split(), out);

    out.section("Samples after the training");
    sample(net, alphabet, text, LAST_SAMPLE, random.split(), out);
    out.section("Bits per character of the test text");
    out.table(comparison.table(model.name(), net));
    color(net, alphabet, comparison, out);
    return end(net, comparison, out);
  }

  private void requireSettings() {
    options.requirePositive("--epochs", epochs);
    options.require(hidden >= 8 && hidden <= 2048, "--hidden must be 8 to 2048, but was " + hidden);
    options.require(
        model != CharModel.TRANSFORMER || hidden % CharNet.HEADS == 0,
        "--hidden must be a multiple of 4 for the transformer, but was " + hidden);
    options.require(file == null || Files.isRegularFile(file), "--text: there is no file " + file);
  }

  /** Trains, with a line for each epoch and some samples, and draws the curves anew each time. */
  private void train(
      Module net,
      CharText text,
      Alphabet alphabet,
      CharComparison comparison,
      SplittableRandom random,
      RunOutput out)
      throws IOException {
    TextStreams streams =
        new TextStreams(alphabet.ids(text.train()), CharTraining.STREAMS, model.window());
    CharTraining training =
        new CharTraining(model, net, streams, epochs, out.liveLoop(model.name()));
    double[] trained = new double[epochs];
    double[] validated = new double[epochs];
    Arrays.fill(trained, Double.NaN);
    Arrays.fill(validated, Double.NaN);
    out.section("Training");
    for (int epoch = 0; epoch < epochs && !training.isStopped(); epoch++) {
      trained[epoch] = training.epoch();
      validated[epoch] = HeldOut.bits(comparison.validation().probabilities(net));
      out.line(line(epoch, trained[epoch], validated[epoch]));
      out.picture("curves", "Bits per character", curves(comparison, trained, validated));
      if ((epoch + 1) * SAMPLINGS / epochs > epoch * SAMPLINGS / epochs && epoch + 1 < epochs) {
        sample(net, alphabet, text, SAMPLE, random.split(), out);
      }
    }
    training.end();
  }

  private String line(int epoch, double trained, double validated) {
    return String.format(
        Locale.ROOT,
        "epoch %d/%d  bits per character %.3f  validation %.3f",
        epoch + 1,
        epochs,
        trained,
        validated);
  }

  private LineChart curves(CharComparison comparison, double[] trained, double[] validated) {
    HeldOut validation = comparison.validation();
    int order = comparison.ngrams().order();
    return new LineChart(model.name() + ": bits per character", "epoch", "bits per character")
        .line("training", trained)
        .line("validation", validated)
        .line(order + "-grams", constant(comparison.bits(order, validation)))
        .line("2-grams", constant(comparison.bits(Math.min(2, order), validation)));
  }

  private double[] constant(double value) {
    double[] values = new double[epochs];
    Arrays.fill(values, value);
    return values;
  }

  /** Continues the beginning of the validation text. */
  private static void sample(
      Module net,
      Alphabet alphabet,
      CharText text,
      int length,
      RandomGenerator random,
      RunOutput out)
      throws IOException {
    String prompt = text.validation().substring(0, text.validation().offsetByCodePoints(0, 48));
    String[] samples =
        new Sampler(net, alphabet).continuations(prompt, TEMPERATURES, length, random);
    for (int i = 0; i < samples.length; i++) {
      out.text("Temperature " + TEMPERATURES[i] + ":");
      out.lines(samples[i]);
    }
  }

  private void color(Module net, Alphabet alphabet, CharComparison comparison, RunOutput out)
      throws IOException {
    HeldOut test = comparison.test();
    ColoredText byNet =
        ColoredExcerpt.of(
            "Probability by the " + model.name() + " (light: 1)",
            alphabet,
            test.predicted(),
            test.probabilities(net));
    ColoredText byNgrams =
        ColoredExcerpt.of(
            "Probability by n-grams",
            alphabet,
            test.predicted(),
            test.probabilities(comparison.ngrams()));
    out.colored(byNet);
    out.picture(
        "characters",
        "Test text, each character coloured by its probability after those before it",
        byNet,
        byNgrams);
  }

  private int end(Module net, CharComparison comparison, RunOutput out) throws IOException {
    HeldOut test = comparison.test();
    double byNet = HeldOut.bits(test.probabilities(net));
    double byNgrams = HeldOut.bits(test.probabilities(comparison.ngrams()));
    boolean learnt = file != null || byNet < byNgrams;
    String result =
        String.format(
            Locale.ROOT,
            "%s: the %s needs %.3f bits per character of the test text, n-grams need %.3f.",
            file != null ? "Done" : learnt ? "Learnt" : "Not learnt",
            model.name(),
            byNet,
            byNgrams);
    String advice =
        file != null
            ? " There is no minimum for the text of a file."
            : learnt ? "" : " More epochs may help: the default is " + EPOCHS + ".";
    return out.end(learnt, result + advice);
  }
}
