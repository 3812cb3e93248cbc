package io.github.taeda.examples.autoencoder;

import io.github.taeda.examples.baselines.ClippedPca;
import io.github.taeda.examples.baselines.Codec;
import io.github.taeda.examples.baselines.IdentityCodec;
import io.github.taeda.examples.cli.AfterEpoch;
import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.draw.LossChart;
import io.github.taeda.examples.images.ImageOptions;
import io.github.taeda.examples.images.ImageSet;
import io.github.taeda.examples.report.Table;
import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.transforms.InputsAsTargets;
import io.github.taeda.nn.data.transforms.RandomNoise;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.Sigmoid;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.layers.TiedLinear;
import io.github.taeda.nn.losses.BCELoss;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.io.IOException;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * An autoencoder: a net that learns, without labels, to put an image into a few numbers, its code,
 * and to draw the image again from them.
 *
 * <p>What the code is worth is seen beside principal component analysis, the best linear code of
 * the same size: how close the reconstructions are, whether k-means finds the classes in the code,
 * whether a linear classifier does, and how a code of two numbers looks.
 */
@Command(
    name = "autoencoder",
    description = {
      "Puts images of digits into a few numbers and draws them again, beside PCA.",
      "",
      "The net (256-100-10-100-256) learns from synthetic digits unless --data names a directory."
    })
public final class AutoencoderExample implements Callable<Integer> {
  // The nets and their training
  private static final int HIDDEN = 100; // units between image and code, and back
  static final int EPOCHS = 20; // passes over the training images
  private static final int BATCH = 50; // images per update
  private static final double STEP = 3e-3; // of Adam, at first; it falls to 0

  // The result
  // At least, of k-means on the net's code: on synthetic digits 0.28 after one epoch, 0.43 to 0.54
  // with the seeds 1 to 4; 0.66 on MNIST; not asked for on images on which it was not measured
  private static final double PURITY = 0.3;

  @Mixin private final ExampleOptions options = new ExampleOptions();

  @Mixin private final ImageOptions source = new ImageOptions(10_000, 2_000); // at most, of --data

  @Option(
      names = "--size",
      paramLabel = "N",
      defaultValue = "16",
      description = "Pixels per row and column, 8 to 28; larger images are scaled (default: 16).")
  private int size;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "" + EPOCHS,
      description = "Passes over the images (default: 20).")
  private int epochs;

  @Option(
      names = "--code",
      paramLabel = "N",
      defaultValue = "10",
      description = "Numbers that stand for an image, 1 to 64 (default: 10).")
  private int code;

  @Option(names = "--tied", description = "Let the decoder use the encoder's weights.")
  private boolean tied;

  @Option(
      names = "--noise",
      paramLabel = "P",
      defaultValue = "0.4",
      description = "Part of the pixels blanked for the net that learns to restore (default: 0.4).")
  private double noise;

  @Override
  public Integer call() throws IOException {
    requireSettings();
    RunOutput out = options.output("Autoencoder"); // before the training, for it may be impossible
    SplittableRandom random = new SplittableRandom(options.seed());
    ImageSet images = source.load(options, random.split(), size).scaled(size);
    CodeEvaluation digits = CodeEvaluation.of(images, options);
    out.line(String.format(Locale.ROOT, "Autoencoder: a %s net, seed %d", name(), options.seed()));
    out.text(String.format(Locale.ROOT, "Data: %s, %d x %2$d pixels", images, size));

    Codec net = learn(code, "loss", digits, random.split(), out);
    Codec pca = ClippedPca.fit(digits.allTrain().input(), code);
    out.picture(
        "reconstructions",
        digits.name() + " and what a code of " + code + " numbers keeps of them",
        digits.reconstructions("net, " + code, net, "PCA, " + code, pca));
    Codec planarNet = learn(2, "plane-loss", digits, random.split(), out);
    Codec planarPca = ClippedPca.fit(digits.allTrain().input(), 2);
    out.picture(
        "plane",
        digits.name() + ": codes of 2 numbers, each image as its class",
        digits.plane("code of a net", "number", planarNet),
        digits.plane("PCA", "component", planarPca));
    learnToRestore(digits, net, pca, random.split(), out);

    out.section("What the codes are worth");
    long seed = random.nextLong();
    CodeMetrics ofNet = digits.figures(net, seed);
    CodeMetrics ofPca = digits.figures(pca, seed);
    out.table(
        CodeMetrics.table()
            .row(ofNet.row("net"))
            .row(ofPca.row("PCA"))
            .row(digits.figures(planarNet, seed).row("net"))
            .row(digits.figures(planarPca, seed).row("PCA"))
            .row(digits.figures(new IdentityCodec(), seed).row("pixels")));
    out.text(
        "BCE and squared error: of a test image's reconstruction, summed over its pixels. Purity: of"
            + " the clusters of k-means. Classified: right, by a linear classifier.");
    double purity = images.isMeasured() ? PURITY : 0;
    boolean learnt = ofNet.cost() < ofPca.cost() && ofNet.purity() >= purity;
    return out.end(learnt, result(learnt, ofNet, ofPca, purity));
  }

  private void requireSettings() {
    options.require(size >= 8 && size <= 28, "--size must be 8 to 28, but was " + size);
    options.require(epochs >= 1, "--epochs must be at least 1, but was " + epochs);
    options.require(code >= 1 && code <= 64, "--code must be 1 to 64, but was " + code);
    options.require(noise > 0 && noise < 1, "--noise must be between 0 and 1, but was " + noise);
  }

  // region net
  /** The encoder from the pixels to the code, which may be any numbers, and the decoder back. */
  private Autoencoder net(int numbers, RandomGenerator random) {
    long pixels = (long) size * size;
    Linear first = new Linear(pixels, HIDDEN, random);
    Linear second = new Linear(HIDDEN, numbers, random);
    Module third = tied ? new TiedLinear(second) : new Linear(numbers, HIDDEN, random);
    Module fourth = tied ? new TiedLinear(first) : new Linear(HIDDEN, pixels, random);
    return new Autoencoder(
        new Sequential(first, new TanH(), second),
        new Sequential(third, new TanH(), fourth, new Sigmoid()));
  }

  // endregion

  // region training
  /** Trains a net to draw the targets when it sees the inputs. */
  private void fit(
      Autoencoder net, Dataset train, Dataset test, RandomGenerator random, Listener... listeners) {
    Optim optim =
        new Optim(
            net.whole(),
            new BCELoss(), // summed over the pixels of an image
            new Adam(STEP));
    SGD.of(optim)
        .batchSize(BATCH)
        .epochs(epochs)
        .schedule(Schedule.cosine(epochs))
        .shuffle(random)
        .validate(test)
        .listen(listeners)
        .fit(train);
  }

  // endregion

  /** Learns a code of so many numbers. */
  private Codec learn(
      int numbers, String loss, CodeEvaluation digits, SplittableRandom random, RunOutput out)
      throws IOException {
    out.section("A code of " + numbers + " numbers");
    Autoencoder net = net(numbers, random.split());
    out.fact("net for " + numbers + " numbers", net.toString());
    Dataset train = InputsAsTargets.of(digits.train());
    Dataset test = InputsAsTargets.of(digits.test());
    fit(net, train, test, random.split(), shown(loss, digits, out));
    return net;
  }

  /** What shows how far a training is, and keeps how the cost fell after each epoch. */
  private static Listener[] shown(String name, CodeEvaluation digits, RunOutput out) {
    String title = digits.name() + ": cost of a reconstruction";
    AfterEpoch curves =
        new AfterEpoch(
            history ->
                out.picture(
                    name,
                    title + " while the net learnt",
                    new LossChart(title)
                        .line("training", history.losses())
                        .line("test", history.values("validation loss"))));
    return new Listener[] {out.progress(), out.log(name), curves};
  }

  /** Learns to draw whole images from ones with blank pixels, and draws some. */
  private void learnToRestore(
      CodeEvaluation digits, Codec net, Codec pca, SplittableRandom random, RunOutput out)
      throws IOException {
    out.section(String.format(Locale.ROOT, "Images of which %.0f %% are blank", 100 * noise));
    RandomNoise train = RandomNoise.mask(InputsAsTargets.of(digits.train()), noise, random.split());
    RandomNoise test = RandomNoise.mask(InputsAsTargets.of(digits.test()), noise, random.split());
    Batch blanked = CodeEvaluation.all(test); // the same ones for all
    Autoencoder restorer = net(code, random.split());
    Dataset fixed = Dataset.of(blanked.input(), blanked.target());
    fit(restorer, train, fixed, random.split(), shown("restored-loss", digits, out));
    out.table(
        Table.of("drawn from them by", "BCE")
            .row("PCA", cost(blanked, pca))
            .row("the net that learnt from whole images", cost(blanked, net))
            .row("the net that learnt to restore", cost(blanked, restorer)));
    out.picture(
        "restored",
        digits.name() + ", blanked; drawn by the net of whole images and by the one that restores",
        digits.restored(blanked.input(), net, restorer));
  }

  private static String cost(Batch blanked, Codec coder) {
    double cost = new BCELoss().value(blanked.target(), coder.reconstruct(blanked.input()));
    return String.format(Locale.ROOT, "%.2f", cost);
  }

  private static String result(boolean learnt, CodeMetrics net, CodeMetrics pca, double purity) {
    String wanted =
        " (wanted: less than PCA" + (purity > 0 ? ", and " + purity + " or more)" : ")");
    return String.format(
        Locale.ROOT,
        "%s: a reconstruction by the net costs %.2f, by PCA %.2f; the purity of its code is %.3f%s.",
        learnt ? "Learnt" : "Not learnt",
        net.cost(),
        pca.cost(),
        net.purity(),
        learnt ? "" : wanted + "; more epochs may help");
  }

  private String name() {
    int pixels = size * size;
    return pixels + "-" + HIDDEN + "-" + code + "-" + HIDDEN + "-" + pixels + (tied ? " tied" : "");
  }
}
