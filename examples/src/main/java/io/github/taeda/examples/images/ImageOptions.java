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

/** The options that choose the images of an example. */
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
          "Name the classes of --data as Fashion-MNIST's; needed only if its files were unpacked.")
  private boolean fashion;

  @Option(
      names = "--train",
      paramLabel = "N",
      description =
          "Train on the first N images only (default: 10000 synthetic ones; of --data all, in"
              + " autoencoder 10000).")
  private @Nullable Integer train;

  @Option(
      names = "--test",
      paramLabel = "N",
      description =
          "Test with the first N images only (default: 2000 synthetic ones; of --data all, in"
              + " autoencoder 2000).")
  private @Nullable Integer test;

  private final int maxTrain;
  private final int maxTest;

  /**
   * Creates the options.
   *
   * @param maxTrain default number of training images from a directory
   * @param maxTest default number of test images from a directory
   */
  public ImageOptions(int maxTrain, int maxTest) {
    this.maxTrain = maxTrain;
    this.maxTest = maxTest;
  }

  /**
   * Reads or draws the images.
   *
   * @param random the generator for synthetic digits
   * @param side pixels per row and column of synthetic digits
   */
  public ImageSet load(ExampleOptions options, RandomGenerator random, int side)
      throws IOException {
    int trainSize = train == null ? (directory == null ? SYNTHETIC_TRAIN : maxTrain) : train;
    int testSize = test == null ? (directory == null ? SYNTHETIC_TEST : maxTest) : test;
    options.requirePositive("--train", trainSize);
    options.requirePositive("--test", testSize);
    options.require(!fashion || directory != null, "--fashion needs --data");
    if (directory == null) {
      return new ImageSet(
          Origin.SYNTHETIC,
          "",
          SyntheticDigits.images(trainSize, side, random),
          SyntheticDigits.images(testSize, side, random));
    }
    Origin origin = origin(directory);
    options.require(
        !fashion || origin != Origin.MNIST,
        "--fashion: the files in " + directory + " are MNIST's");
    boolean clothes = fashion || origin == Origin.FASHION_MNIST;
    Split<ImageDataset> all = clothes ? FashionMnist.read(directory) : Mnist.read(directory);
    return new ImageSet(
        origin, directory.toString(), first(all.train(), trainSize), first(all.test(), testSize));
  }

  private static Origin origin(Path directory) throws IOException {
    if (Mnist.isIn(directory)) {
      return Origin.MNIST;
    }
    return FashionMnist.isIn(directory) ? Origin.FASHION_MNIST : Origin.OTHER;
  }

  /** The first images of a set, all of them if there are fewer. */
  public static ImageDataset first(ImageDataset images, int max) {
    return max >= images.size() ? images : images.range(0, max);
  }
}
