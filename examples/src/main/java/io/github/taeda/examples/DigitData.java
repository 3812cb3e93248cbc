package io.github.taeda.examples;

import io.github.taeda.nn.data.FashionMnist;
import io.github.taeda.nn.data.Images;
import io.github.taeda.nn.data.Mnist;
import io.github.taeda.nn.data.Split;
import io.github.taeda.nn.data.SyntheticDigits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which images an example learns from, and those images. */
final class DigitData {
  private static final int SYNTHETIC_TRAIN = 10_000;
  private static final int SYNTHETIC_TEST = 2_000;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Directory with MNIST's four files, packed (.gz) or not, or with other data in that"
              + " format (default: synthetic digits, drawn by a program).")
  private @Nullable Path directory;

  @Option(names = "--fashion", description = "The files of --data are Fashion-MNIST's.")
  private boolean fashion;

  @Option(
      names = "--train",
      paramLabel = "N",
      description = "Learn from the first N images only (default: all; 10000 synthetic ones).")
  private @Nullable Integer train;

  @Option(
      names = "--test",
      paramLabel = "N",
      description = "Test with the first N images only (default: all; 2000 synthetic ones).")
  private @Nullable Integer test;

  /** The images to learn from and those to be judged by. */
  Split<Images> load(ExampleOptions options) throws IOException {
    options.require(train == null || train >= 1, "--train must be at least 1, but was " + train);
    options.require(test == null || test >= 1, "--test must be at least 1, but was " + test);
    options.require(!fashion || directory != null, "--fashion needs --data");
    if (directory == null) {
      RandomGenerator random = new SplittableRandom(options.seed());
      return new Split<>(
          SyntheticDigits.images(train == null ? SYNTHETIC_TRAIN : train, random),
          SyntheticDigits.images(test == null ? SYNTHETIC_TEST : test, random));
    }
    Split<Images> all = fashion ? FashionMnist.read(directory) : Mnist.read(directory);
    return new Split<>(first(all.train(), train), first(all.test(), test));
  }

  /** Whether the digits are drawn by a program. */
  boolean isSynthetic() {
    return directory == null;
  }

  /** Whether they are clothes. */
  boolean isFashion() {
    return fashion;
  }

  /** What the images are called where there is little room. */
  String name() {
    if (isSynthetic()) {
      return "Synthetic digits";
    }
    return fashion ? "Fashion-MNIST" : "MNIST";
  }

  /** What the images are. */
  String kind() {
    return isSynthetic() ? "synthetic digits (drawn by a program, not MNIST)" : name();
  }

  /** What the images are and where they come from. */
  String description(Split<Images> data) {
    return String.format(
        Locale.ROOT,
        "%s, %d images to learn from, %d to test",
        isSynthetic() ? kind() : kind() + " from " + directory,
        data.train().size(),
        data.test().size());
  }

  /** The first images of a set; all of them if that is none or as many. */
  static Images first(Images images, @Nullable Integer most) {
    if (most == null || most >= images.size()) {
      return images;
    }
    int length = images.height() * images.width() * images.channels();
    byte[] pixels = new byte[most * length];
    int[] labels = new int[most];
    for (int i = 0; i < most; i++) {
      System.arraycopy(images.pixels(i), 0, pixels, i * length, length);
      labels[i] = images.label(i);
    }
    return Images.of(
        pixels, labels, images.height(), images.width(), images.channels(), images.classNames());
  }
}
