package io.github.taeda.examples.cifar;

import io.github.taeda.examples.cli.ExampleOptions;
import io.github.taeda.examples.images.ImageOptions;
import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.Split;
import io.github.taeda.nn.data.readers.Cifar10;
import io.github.taeda.nn.data.synthetic.SyntheticShapes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose the images of {@link CifarExample}. */
final class ColorImages {
  private static final int SYNTHETIC_TRAIN = 6_000;
  private static final int SYNTHETIC_TEST = 1_000;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Directory with CIFAR-10's binary files, data_batch_1.bin to data_batch_5.bin and"
              + " test_batch.bin (default: synthetic shapes, drawn by a program).")
  private @Nullable Path directory;

  @Option(
      names = "--train",
      paramLabel = "N",
      description =
          "Train on the first N images only (default: 6000 synthetic ones; of --data all).")
  private @Nullable Integer train;

  @Option(
      names = "--test",
      paramLabel = "N",
      description =
          "Test with the first N images only (default: 1000 synthetic ones; of --data all).")
  private @Nullable Integer test;

  /** Whether the images are drawn by a program. */
  boolean isSynthetic() {
    return directory == null;
  }

  /** Reads or draws the images. */
  Split<ImageDataset> load(ExampleOptions options, RandomGenerator random) throws IOException {
    int trainSize = size(train, SYNTHETIC_TRAIN);
    int testSize = size(test, SYNTHETIC_TEST);
    options.requirePositive("--train", trainSize);
    options.requirePositive("--test", testSize);
    if (directory == null) {
      return new Split<>(
          SyntheticShapes.images(trainSize, random).image(),
          SyntheticShapes.images(testSize, random).image());
    }
    Split<ImageDataset> all = Cifar10.read(directory);
    return new Split<>(
        ImageOptions.first(all.train(), trainSize).image(),
        ImageOptions.first(all.test(), testSize).image());
  }

  private int size(@Nullable Integer wanted, int synthetic) {
    if (wanted != null) {
      return wanted;
    }
    return isSynthetic() ? synthetic : Integer.MAX_VALUE;
  }

  /** A short name, for titles. */
  String name() {
    return directory == null
        ? "Synthetic shapes"
        : "Images in " + directory.toAbsolutePath().normalize().getFileName();
  }

  /** The origin and number of the images. */
  String description(Split<ImageDataset> images) {
    String origin =
        isSynthetic()
            ? "synthetic shapes (drawn by a program, not CIFAR-10)"
            : "the images in " + directory;
    return String.format(
        Locale.ROOT,
        "%s, %d training and %d test images",
        origin,
        images.train().size(),
        images.test().size());
  }
}
