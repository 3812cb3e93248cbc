package io.github.taeda.examples.images;

import io.github.taeda.nn.data.ImageDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Labelled images for training and test, and where they come from.
 *
 * @param origin of the images
 * @param directory they were read from; empty if they were drawn
 */
public record ImageSet(Origin origin, String directory, ImageDataset train, ImageDataset test) {

  /** Where images come from. */
  public enum Origin {
    /** Drawn by a program. */
    SYNTHETIC,
    MNIST,
    FASHION_MNIST,
    /** Other images in MNIST's format. */
    OTHER
  }

  /** A short name, for titles. */
  public String name() {
    return switch (origin) {
      case SYNTHETIC -> "Synthetic digits";
      case MNIST -> "MNIST";
      case FASHION_MNIST -> "Fashion-MNIST";
      case OTHER -> "Images in " + folder();
    };
  }

  /** A description for use within a sentence. */
  public String kind() {
    return switch (origin) {
      case SYNTHETIC -> "synthetic digits (drawn by a program, not MNIST)";
      case MNIST, FASHION_MNIST -> name();
      case OTHER -> "the images in " + folder();
    };
  }

  /** Whether results of nets on these images are known. */
  public boolean isMeasured() {
    return origin == Origin.SYNTHETIC || origin == Origin.MNIST;
  }

  /** The same images, scaled down to {@code side · side} pixels. */
  public ImageSet scaled(int side) throws IOException {
    return new ImageSet(origin, directory, scaled(train, side), scaled(test, side));
  }

  private ImageDataset scaled(ImageDataset images, int side) throws IOException {
    if (images.height() != images.width() || images.width() < side || images.channels() != 1) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s: the images must be square and have at least %d x %d pixels, but have %d x %d",
              directory,
              side,
              side,
              images.height(),
              images.width()));
    }
    return images.width() == side ? images : ScaledImages.of(images, images.size(), side);
  }

  private String folder() {
    return String.valueOf(Path.of(directory).toAbsolutePath().normalize().getFileName());
  }

  /** The images' description, origin and number. */
  @Override
  public String toString() {
    String what =
        switch (origin) {
          case SYNTHETIC -> kind();
          case MNIST, FASHION_MNIST -> kind() + " from " + directory;
          case OTHER -> "the images in " + directory;
        };
    return String.format(
        Locale.ROOT, "%s, %d training and %d test images", what, train.size(), test.size());
  }
}
