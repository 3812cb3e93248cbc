package io.github.taeda.examples.autoencoder;

import io.github.taeda.examples.baselines.ClippedPca;
import io.github.taeda.examples.baselines.Codec;
import io.github.taeda.examples.cli.AfterEpoch;
import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.cli.RunOutput;
import io.github.taeda.examples.draw.LineChart;
import io.github.taeda.examples.images.ImageOptions;
import io.github.taeda.examples.images.ImageSet;
import io.github.taeda.examples.report.Table;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.transforms.InputsAsTargets;
import io.github.taeda.nn.data.transforms.RandomNoise;
import io.github.taeda.nn.losses.BCELoss;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.rules.Adam;
import io.github.taeda.nn.optim.schedules.Schedule;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * An autoencoder: a net that learns, without labels, to encode an image in a short code and to
 * reconstruct the image from it.
 *
 * <p>The code is compared with that of principal component analysis, the best linear code of the
 * same size: by the loss of the reconstructions, by how well k-means and a linear classifier find
 * the classes in the codes, and by a plot of two-dimensional codes.
 */
@Command(
    name = "autoencoder",
    description = {
      "Trains an autoencoder on images of digits, and compares its codes with those of PCA.",
      "",
      "The net (256-100-10-100-256) is trained on synthetic digits unless --data names a directory."
    })
public final class AutoencoderExample implements Callable<Integer> {
  // The nets and their training
  static final int EPOCHS = 20;
  private static final int BATCH_SIZE = 50;
  private static final double LEARNING_RATE = 3e-3; // of Adam, initially; it falls to 0

  // The minimum purity of k-means clusters of the net's codes. It is 0.28 on synthetic digits after
  // one epoch, 0.43 to 0.54 at the end with the seeds 1 to 4, and 0.66 on MNIST; there is no
  // minimum for other images
  private static final double MIN_PURITY = 0.3;

  @Mixin private final ExampleOptions options = new ExampleOptions();

  @Mixin private final ImageOptions source = new ImageOptions(10_000, 2_000);

  @Option(
      names = "--size",
      paramLabel = "N",
      defaultValue = "16",
      description =
          "Pixels per row and column, 8 to 28; larger images are scaled down (default: 16).")
  private int size;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "" + EPOCHS,
      description = "Number of epochs (default: 20).")
  private int epochs;

  @Option(
      names = "--code",
      paramLabel = "N",
      defaultValue = "10",
      description = "Size of the code, 1 to 64 (default: 10).")
  private int code;

  @Option(names = "--tied", description = "Tie the decoder's weights to the encoder's.")
  private boolean tied;

  @Option(
      names = "--noise",
      paramLabel = "P",
      defaultValue = "0.4",
      description = "Fraction of the pixels masked for the denoising net (default: 0.4).")
  private double noise;

  @Option(
      names = "--tsne",
      description = "Also map the codes of up to 1000 test images in the plane by t-SNE.")
  private boolean tsne;

  @Override
  public Integer call() throws IOException {
    requireSettings();
    RunOutput out = options.output("Autoencoder"); // before the training: it may fail
    SplittableRandom random = new SplittableRandom(options.seed());
    ImageSet images = source.load(options, random.split(), size).scaled(size);
    CodeEvaluation evaluation = CodeEvaluation.of(images, options);
    out.line(String.format(Locale.ROOT, "Autoencoder: %s net, seed %d", name(), options.seed()));
    out.text(String.format(Locale.ROOT, "Data: %s, %d x %2$d pixels", images, size));

    Codec net = learn("loss", this::net, evaluation, random.split(), out);
    Codec pca = ClippedPca.fit(evaluation.allTrain().input(), code);
    evaluation.drawReconstructions(code, net, pca, out);
    Codec planarNet = learn("plane-loss", this::planar, evaluation, random.split(), out);
    Codec planarPca = ClippedPca.fit(evaluation.allTrain().input(), 2);
    evaluation.drawPlane(planarNet, planarPca, out);
    denoise(evaluation, net, pca, random.split(), out);

    out.section("Comparison of the codes");
    CodeComparison comparison = CodeComparison.of(evaluation, net, pca, random.nextLong());
    out.table(comparison.table(planarNet, planarPca));
    out.text(CodeComparison.NOTE);
    if (tsne) {
      out.section("t-SNE of the codes of size " + code);
      PlaneComparison.of(evaluation, net, random.split(), out).with(planarNet, planarPca);
    }
    return end(comparison, images.isMeasured() ? MIN_PURITY : 0, out);
  }

  private static int end(CodeComparison comparison, double minPurity, RunOutput out)
      throws IOException {
    return out.end(comparison.isWon(minPurity), comparison.result(minPurity));
  }

  private void requireSettings() {
    options.require(size >= 8 && size <= 28, "--size must be 8 to 28, but was " + size);
    options.requirePositive("--epochs", epochs);
    options.require(code >= 1 && code <= 64, "--code must be 1 to 64, but was " + code);
    options.require(noise > 0 && noise < 1, "--noise must be between 0 and 1, but was " + noise);
  }

  // region training
  /** Trains a net to reconstruct the targets from the inputs. */
  private void fit(
      Autoencoder net, Dataset train, Dataset test, RandomGenerator random, Listener... listeners) {
    Optim optim =
        new Optim(
            net.whole(),
            new BCELoss(), // sum over the pixels of an image, mean over images
            new Adam(LEARNING_RATE));
    SGD.of(optim)
        .batchSize(BATCH_SIZE)
        .epochs(epochs)
        .schedule(Schedule.cosine(epochs))
        .shuffle(random)
        .validate(test)
        .listen(listeners)
        .fit(train);
  }

  // endregion

  private Autoencoder net(RandomGenerator random) {
    return Autoencoder.of((long) size * size, code, tied, random);
  }

  private Autoencoder planar(RandomGenerator random) {
    return Autoencoder.planar((long) size * size, tied, random);
  }

  /** Trains an autoencoder on the images. */
  private Codec learn(
      String fileName,
      Function<RandomGenerator, Autoencoder> architecture,
      CodeEvaluation evaluation,
      SplittableRandom random,
      RunOutput out)
      throws IOException {
    Autoencoder net = architecture.apply(random.split());
    out.section("Codes of size " + net.codeSize());
    out.fact("net of " + fileName, net.whole().toString());
    Dataset train = InputsAsTargets.of(evaluation.train());
    Dataset test = InputsAsTargets.of(evaluation.test());
    fit(net, train, test, random.split(), listeners(fileName, net, evaluation, out));
    return net;
  }

  /** Listeners that show progress, and write history and loss curves after each epoch. */
  private static Listener[] listeners(
      String fileName, Codec net, CodeEvaluation evaluation, RunOutput out) {
    String title = evaluation.name() + ": reconstruction loss";
    AfterEpoch curves =
        new AfterEpoch(
            history ->
                out.picture(
                    fileName,
                    title + " after each epoch",
                    LineChart.ofLosses(title, "epoch")
                        .line("training", history.losses())
                        .line("test", history.values("validation loss"))));
    AfterEpoch images =
        new AfterEpoch(
            history ->
                out.livePicture(
                    fileName + ": reconstructions",
                    () -> List.of(evaluation.reconstructions(net))));
    return new Listener[] {out.progress(), out.live(fileName), out.log(fileName), curves, images};
  }

  /** Trains a net to reconstruct images from masked ones, and compares reconstructions. */
  private void denoise(
      CodeEvaluation evaluation, Codec net, Codec pca, SplittableRandom random, RunOutput out)
      throws IOException {
    out.section(
        String.format(Locale.ROOT, "Images with %.0f %% of the pixels masked", 100 * noise));
    RandomNoise train =
        RandomNoise.mask(InputsAsTargets.of(evaluation.train()), noise, random.split());
    RandomNoise test =
        RandomNoise.mask(InputsAsTargets.of(evaluation.test()), noise, random.split());
    Batch masked = CodeEvaluation.all(test); // the same ones for all
    Autoencoder denoiser = net(random.split());
    Dataset fixed = Dataset.of(masked.input(), masked.target());
    Listener[] listeners = listeners("denoising-loss", denoiser, evaluation, out);
    fit(denoiser, train, fixed, random.split(), listeners);
    out.table(
        Table.of("reconstructed by", "BCE")
            .row("PCA", loss(masked, pca))
            .row("the net trained on whole images", loss(masked, net))
            .row("the net trained on masked images", loss(masked, denoiser)));
    out.picture(
        "denoised",
        evaluation.name()
            + ", masked, and reconstructed by nets trained on whole and masked images",
        evaluation.denoised(masked.input(), net, denoiser));
  }

  private static String loss(Batch masked, Codec codec) {
    double loss = new BCELoss().value(masked.target(), codec.reconstruct(masked.input()));
    return String.format(Locale.ROOT, "%.2f", loss);
  }

  private String name() {
    int pixels = size * size;
    String half = pixels + "-" + Autoencoder.HIDDEN + "-";
    return half + code + "-" + Autoencoder.HIDDEN + "-" + pixels + (tied ? " tied" : "");
  }
}
