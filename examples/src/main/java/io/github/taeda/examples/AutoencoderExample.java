package io.github.taeda.examples;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.Sequential;
import io.github.taeda.nn.data.Batch;
import io.github.taeda.nn.data.Dataset;
import io.github.taeda.nn.data.Images;
import io.github.taeda.nn.data.Mnist;
import io.github.taeda.nn.data.Noise;
import io.github.taeda.nn.data.Reconstruction;
import io.github.taeda.nn.data.Split;
import io.github.taeda.nn.data.SyntheticDigits;
import io.github.taeda.nn.layers.Linear;
import io.github.taeda.nn.layers.Sigmoid;
import io.github.taeda.nn.layers.TanH;
import io.github.taeda.nn.layers.TiedLinear;
import io.github.taeda.nn.losses.BCELoss;
import io.github.taeda.nn.ops.Ops;
import io.github.taeda.nn.optim.Adam;
import io.github.taeda.nn.optim.Evaluator;
import io.github.taeda.nn.optim.History;
import io.github.taeda.nn.optim.Listener;
import io.github.taeda.nn.optim.Optim;
import io.github.taeda.nn.optim.SGD;
import io.github.taeda.nn.optim.Schedule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
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
final class AutoencoderExample implements Callable<Integer> {
  // The nets and their training
  private static final int HIDDEN = 100; // units between image and code, and back
  static final int EPOCHS = 20; // passes over the training images
  private static final int BATCH = 50; // images per update
  private static final double STEP = 3e-3; // of Adam, at first; it falls to 0

  // The data
  private static final int EXAMPLES = 10_000; // images to learn from
  private static final int TESTS = 2_000; // others to judge by, at most

  // What PCA draws may be below 0 or above 1; it is moved into the range that suits it best
  private static final double[] MARGINS = {1e-4, 1e-3, 3e-3, 0.01, 0.02, 0.05};

  // The result
  // At least, of k-means on the net's code: 0.28 after one epoch, 0.43 to 0.54 with the seeds 1 to
  // 4
  private static final double PURITY = 0.3;

  // The pictures
  private static final int SHOWN = 3; // images of each class, one below the other
  private static final int POINTS = 500; // on a plane

  @Mixin private final ExampleOptions options = new ExampleOptions();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Directory with the four files of MNIST, or others in their form (default: synthetic"
              + " digits).")
  private @Nullable Path data;

  @Option(
      names = "--size",
      paramLabel = "N",
      defaultValue = "16",
      description = "Pixels per row and column, 8 to 28; larger images are scaled (default: 16).")
  private int size;

  @Option(
      names = "--examples",
      paramLabel = "N",
      defaultValue = "" + EXAMPLES,
      description = "Images to learn from, at least 100 (default: 10000).")
  private int examples;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "" + EPOCHS,
      description = "Passes over them (default: 20).")
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
      description =
          "Part of the pixels that is blanked for the net that learns to restore them (default:"
              + " 0.4).")
  private double noise;

  @Override
  public Integer call() throws IOException {
    requireSettings();
    Output out = options.output("Autoencoder"); // before the training, for it may be impossible
    SplittableRandom random = new SplittableRandom(options.seed());
    Digits digits = digits(random.split());
    out.line(String.format(Locale.ROOT, "Autoencoder: a %s net, seed %d", name(), options.seed()));
    out.text("Data: " + digits);

    Coder net = learnCode(digits, random.split(), out);
    Coder pca = pca(digits, code);
    drawReconstructions(digits, net, pca, out);
    Coder planarNet = learnPlane(digits, random.split(), out);
    Coder planarPca = pca(digits, 2);
    drawPlanes(digits, planarNet, planarPca, out);
    learnToRestore(digits, net, pca, random.split(), out);

    out.section("What the codes are worth");
    long seed = random.nextLong();
    CodeFigures ofNet = digits.figures(net, seed);
    CodeFigures ofPca = digits.figures(pca, seed);
    out.table(
        CodeFigures.table()
            .row(ofNet.row("net"))
            .row(ofPca.row("PCA"))
            .row(digits.figures(planarNet, seed).row("net"))
            .row(digits.figures(planarPca, seed).row("PCA"))
            .row(digits.figures(new Pixels(), seed).row("pixels")));
    out.text(
        "BCE and squared error: of a test image's reconstruction, summed over its pixels. Purity: of"
            + " the clusters of k-means. Classified: right, by a linear classifier.");
    boolean learnt = ofNet.cost() < ofPca.cost() && ofNet.purity() >= PURITY;
    return out.end(learnt, result(learnt, ofNet, ofPca));
  }

  private void requireSettings() {
    options.require(size >= 8 && size <= 28, "--size must be 8 to 28, but was " + size);
    options.require(examples >= 100, "--examples must be at least 100, but was " + examples);
    options.require(epochs >= 1, "--epochs must be at least 1, but was " + epochs);
    options.require(code >= 1 && code <= 64, "--code must be 1 to 64, but was " + code);
    options.require(noise > 0 && noise < 1, "--noise must be between 0 and 1, but was " + noise);
  }

  /** The images, from a directory or drawn. */
  private Digits digits(RandomGenerator random) throws IOException {
    if (data == null) {
      return new Digits(
          "Synthetic digits",
          SyntheticDigits.images(examples, size, random),
          SyntheticDigits.images(Math.min(TESTS, examples), size, random));
    }
    Split<Images> all = Mnist.read(data);
    return new Digits(
        "Images of " + data.toAbsolutePath().normalize().getFileName(),
        scaled(all.train(), examples),
        scaled(all.test(), TESTS));
  }

  private Images scaled(Images images, int most) throws IOException {
    if (images.height() != images.width() || images.width() < size || images.channels() != 1) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s: the images must be square and have at least %d x %d pixels, but have %d x %d",
              data,
              size,
              size,
              images.height(),
              images.width()));
    }
    return ScaledImages.of(images, Math.min(most, images.size()), size);
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
  private History fit(
      Autoencoder net, Dataset train, Dataset test, RandomGenerator random, Listener progress) {
    Optim optim =
        new Optim(
            new Sequential(net.encoder, net.decoder),
            new BCELoss(), // summed over the pixels of an image
            new Adam(STEP));
    return SGD.of(optim)
        .batchSize(BATCH)
        .epochs(epochs)
        .schedule(Schedule.cosine(epochs))
        .shuffle(random)
        .validate(test)
        .listen(progress)
        .fit(train);
  }

  // endregion

  /** Learns the code and draws how the cost fell. */
  private Coder learnCode(Digits digits, SplittableRandom random, Output out) throws IOException {
    out.section("A code of " + code + " numbers");
    Autoencoder net = net(code, random.split());
    out.fact("net", net.toString());
    History history =
        fit(
            net,
            Reconstruction.of(digits.train),
            Reconstruction.of(digits.test),
            random.split(),
            out.progress());
    out.picture(
        "loss",
        digits.name + ": the cost of a reconstruction while the net learnt",
        new LossCurves(digits.name + ": cost of a reconstruction")
            .line("training", history.costs())
            .line("test", history.values("validation cost")));
    return net;
  }

  /** The best PCA of a size there is for these images. */
  private static Coder pca(Digits digits, int numbers) {
    INDArray images = digits.allTrain.input();
    PrincipalComponents pca = PrincipalComponents.fit(images, numbers);
    return DoubleStream.of(MARGINS)
        .mapToObj(margin -> new Clipped(pca, margin))
        .min(Comparator.comparingDouble(clipped -> cost(images, clipped.reconstruct(images))))
        .orElseThrow();
  }

  private static double cost(INDArray images, INDArray drawn) {
    return new BCELoss().value(images, drawn);
  }

  private void drawReconstructions(Digits digits, Coder net, Coder pca, Output out)
      throws IOException {
    ImageRows picture = new ImageRows(digits.name + " and their reconstructions");
    for (int[] rows : digits.shown()) {
      INDArray images = digits.test.batch(rows).input();
      picture
          .row("test image", images)
          .row("net, " + code, net.reconstruct(images))
          .row("PCA, " + code, pca.reconstruct(images))
          .gap();
    }
    out.picture(
        "reconstructions",
        digits.name + " and what a code of " + code + " numbers keeps of them",
        picture);
  }

  /** Learns a code that can be looked at. */
  private Coder learnPlane(Digits digits, SplittableRandom random, Output out) throws IOException {
    out.section("A code of 2 numbers");
    Autoencoder net = net(2, random.split());
    fit(
        net,
        Reconstruction.of(digits.train),
        Reconstruction.of(digits.test),
        random.split(),
        out.progress());
    return net;
  }

  private static void drawPlanes(Digits digits, Coder net, Coder pca, Output out)
      throws IOException {
    out.picture(
        "plane",
        digits.name + ": codes of 2 numbers, each image as the name of its class",
        digits.plane(digits.name + ": code of a net", "number", net),
        digits.plane(digits.name + ": PCA", "component", pca));
  }

  /** Learns to draw whole images from ones with blank pixels, and draws some. */
  private void learnToRestore(
      Digits digits, Coder net, Coder pca, SplittableRandom random, Output out) throws IOException {
    out.section(String.format(Locale.ROOT, "Images of which %.0f %% are blank", 100 * noise));
    Noise train = Noise.mask(Reconstruction.of(digits.train), noise, random.split());
    Noise test = Noise.mask(Reconstruction.of(digits.test), noise, random.split());
    Batch blanked = all(test); // the same ones for all
    Autoencoder restorer = net(code, random.split());
    Dataset fixed = Dataset.of(blanked.input(), blanked.target());
    fit(restorer, train, fixed, random.split(), out.progress());
    out.table(
        Table.of("drawn from them by", "BCE")
            .row("PCA", cost(blanked, pca))
            .row("the net that learnt from whole images", cost(blanked, net))
            .row("the net that learnt to restore", cost(blanked, restorer)));
    drawRestored(digits, blanked.input(), net, restorer, out);
  }

  private static String cost(Batch blanked, Coder coder) {
    double cost = cost(blanked.target(), coder.reconstruct(blanked.input()));
    return String.format(Locale.ROOT, "%.2f", cost);
  }

  private static void drawRestored(
      Digits digits, INDArray blanked, Coder net, Coder restorer, Output out) throws IOException {
    ImageRows picture = new ImageRows(digits.name + ", blanked and restored");
    for (int[] rows : digits.shown()) {
      INDArray seen = Ops.zeros(blanked.dataType(), rows.length, blanked.size(1));
      Ops.gatherRows(blanked, rows, seen);
      picture
          .row("test image", digits.test.batch(rows).input())
          .row("blanked", seen)
          .row("net", net.reconstruct(seen))
          .row("restorer", restorer.reconstruct(seen))
          .gap();
    }
    out.picture(
        "restored",
        digits.name
            + ", blanked; drawn by the net that knows whole images and by the one that learnt to"
            + " restore",
        picture);
  }

  private String result(boolean learnt, CodeFigures net, CodeFigures pca) {
    return String.format(
        Locale.ROOT,
        "%s: a reconstruction by the net costs %.2f, by PCA %.2f; the purity of its code is %.3f%s.",
        learnt ? "Learnt" : "Not learnt",
        net.cost(),
        pca.cost(),
        net.purity(),
        learnt
            ? ""
            : " (wanted: less than PCA, and at least " + PURITY + "); more epochs may help");
  }

  private String name() {
    int pixels = size * size;
    return pixels + "-" + HIDDEN + "-" + code + "-" + HIDDEN + "-" + pixels + (tied ? " tied" : "");
  }

  /** All examples at once. */
  private static Batch all(Dataset data) {
    return data.batch(IntStream.range(0, data.size()).toArray());
  }

  /** The two halves of a net. */
  private record Autoencoder(Sequential encoder, Sequential decoder) implements Coder {
    @Override
    public INDArray encode(INDArray images) {
      return Evaluator.of(encoder).predict(images);
    }

    @Override
    public INDArray decode(INDArray codes) {
      return Evaluator.of(decoder).predict(codes);
    }
  }

  /** PCA whose reconstructions keep a distance from 0 and 1, where the cost has its poles. */
  private record Clipped(PrincipalComponents pca, double margin) implements Coder {
    @Override
    public INDArray encode(INDArray images) {
      return pca.encode(images);
    }

    @Override
    public INDArray decode(INDArray codes) {
      INDArray images = pca.decode(codes);
      Ops.maximum(images, margin, images);
      Ops.minimum(images, 1 - margin, images);
      return images;
    }
  }

  /** The images as their own code. */
  private record Pixels() implements Coder {
    @Override
    public INDArray encode(INDArray images) {
      return images;
    }

    @Override
    public INDArray decode(INDArray codes) {
      return codes;
    }
  }

  /** The images, and all of each part at once. */
  private record Digits(String name, Images train, Images test, Batch allTrain, Batch allTest) {
    Digits(String name, Images train, Images test) {
      this(name, train, test, all(train), all(test));
    }

    CodeFigures figures(Coder coder, long seed) {
      return CodeFigures.of(coder, allTrain, allTest, test.classNames().size(), seed);
    }

    /** The first codes as points. */
    Panel plane(String title, String axes, Coder coder) {
      int count = Math.min(POINTS, test.size());
      INDArray codes = coder.encode(test.batch(IntStream.range(0, count).toArray()).input());
      int[] labels = Arrays.copyOf(allTest.target().toIntVector(), count);
      return new ClassScatter(title, axes, codes.toDoubleMatrix(), labels, test.classNames());
    }

    /** Numbers of test images, in each line the next one of every class. */
    List<int[]> shown() {
      return IntStream.range(0, SHOWN).mapToObj(this::ofEachClass).toList();
    }

    private int[] ofEachClass(int occurrence) {
      return IntStream.range(0, test.classNames().size())
          .flatMap(
              label ->
                  IntStream.range(0, test.size())
                      .filter(row -> test.label(row) == label)
                      .skip(occurrence)
                      .limit(1))
          .toArray();
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s, %d x %d pixels, %d to learn from, %d to judge by",
          name,
          train.height(),
          train.width(),
          train.size(),
          test.size());
    }
  }
}
