package io.github.taeda.examples.images;

import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.images.ImageSet.Origin;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.Split;
import io.github.taeda.nn.data.download.FashionMnist;
import io.github.taeda.nn.data.download.Mnist;
import io.github.taeda.nn.data.synthetic.SyntheticDigits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which images an example learns from, and those images. */
public final class ImageOptions {
  private static final int SYNTHETIC_TRAIN = 10_000;
  private static final int SYNTHETIC_TEST = 2_000;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Directory with MNIST's four files, packed (.gz) or not, or with other data in that"
              + " format (default: synthetic digits, drawn by a program).")
  private @Nullable Path directory;

  @Option(
      names = "--fashion",
      description =
          "The classes of --data are Fashion-MNIST's; needed only if its files were unpacked.")
  private boolean fashion;

  @Option(
      names = "--train",
      paramLabel = "N",
      description =
          "Learn from the first N images only (default: 10000 synthetic ones; of --data all, in"
              + " autoencoder 10000).")
  private @Nullable Integer train;

  @Option(
      names = "--test",
      paramLabel = "N",
      description =
          "Test with the first N images only (default: 2000 synthetic ones; of --data all, in"
              + " autoencoder 2000).")
  private @Nullable Integer test;

  private final int mostTrain;
  private final int mostTest;

  /**
   * Makes the options.
   *
   * @param mostTrain how many images of a directory are learnt from, unless set otherwise
   * @param mostTest how many are tested with
   */
  public ImageOptions(int mostTrain, int mostTest) {
    this.mostTrain = mostTrain;
    this.mostTest = mostTest;
  }

  /**
   * Reads or draws the images.
   *
   * @param random draws them
   * @param side pixels per row and column of those that are drawn
   */
  public ImageSet load(ExampleOptions options, RandomGenerator random, int side)
      throws IOException {
    options.require(train == null || train >= 1, "--train must be at least 1, but was " + train);
    options.require(test == null || test >= 1, "--test must be at least 1, but was " + test);
    options.require(!fashion || directory != null, "--fashion needs --data");
    if (directory == null) {
      return new ImageSet(
          Origin.SYNTHETIC,
          "",
          SyntheticDigits.images(train == null ? SYNTHETIC_TRAIN : train, side, random),
          SyntheticDigits.images(test == null ? SYNTHETIC_TEST : test, side, random));
    }
    Origin origin = origin(directory);
    options.require(
        !fashion || origin != Origin.MNIST,
        "--fashion: the files in " + directory + " are MNIST's");
    boolean clothes = fashion || origin == Origin.FASHION_MNIST;
    Split<ImageDataset> all = clothes ? FashionMnist.read(directory) : Mnist.read(directory);
    return new ImageSet(
        origin,
        directory.toString(),
        first(all.train(), train == null ? mostTrain : train),
        first(all.test(), test == null ? mostTest : test));
  }

  private static Origin origin(Path directory) throws IOException {
    if (Mnist.isIn(directory)) {
      return Origin.MNIST;
    }
    return FashionMnist.isIn(directory) ? Origin.FASHION_MNIST : Origin.OTHER;
  }

  /** The first images of a set, all of them if there are fewer. */
  public static ImageDataset first(ImageDataset images, int most) {
    return most >= images.size() ? images : images.range(0, most);
  }
}
