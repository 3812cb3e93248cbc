package io.github.taeda.examples.images;

import io.github.taeda.nn.data.ImageDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Images to learn from and others to be judged by, and what they are.
 *
 * @param origin where they are from
 * @param place the directory they were read from; nothing if they were drawn
 */
public record ImageSet(Origin origin, String place, ImageDataset train, ImageDataset test) {

  /** What images may be. */
  public enum Origin {
    /** Drawn by a program. */
    SYNTHETIC,
    MNIST,
    FASHION_MNIST,
    /** Others in MNIST's format. */
    OTHER
  }

  /** What they are called where there is little room. */
  public String name() {
    return switch (origin) {
      case SYNTHETIC -> "Synthetic digits";
      case MNIST -> "MNIST";
      case FASHION_MNIST -> "Fashion-MNIST";
      case OTHER -> "Images in " + folder();
    };
  }

  /** What they are. */
  public String kind() {
    return switch (origin) {
      case SYNTHETIC -> "synthetic digits (drawn by a program, not MNIST)";
      case MNIST, FASHION_MNIST -> name();
      case OTHER -> "the images in " + folder();
    };
  }

  /** Whether it is known what nets reach on them. */
  public boolean isMeasured() {
    return origin == Origin.SYNTHETIC || origin == Origin.MNIST;
  }

  /** The same images with fewer pixels. */
  public ImageSet scaled(int side) throws IOException {
    return new ImageSet(origin, place, scaled(train, side), scaled(test, side));
  }

  private ImageDataset scaled(ImageDataset images, int side) throws IOException {
    if (images.height() != images.width() || images.width() < side || images.channels() != 1) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s: the images must be square and have at least %d x %d pixels, but have %d x %d",
              place,
              side,
              side,
              images.height(),
              images.width()));
    }
    return images.width() == side ? images : ScaledImages.of(images, images.size(), side);
  }

  private String folder() {
    return String.valueOf(Path.of(place).toAbsolutePath().normalize().getFileName());
  }

  /** What the images are, where they come from, and how many they are. */
  @Override
  public String toString() {
    String what =
        switch (origin) {
          case SYNTHETIC -> kind();
          case MNIST, FASHION_MNIST -> kind() + " from " + place;
          case OTHER -> "the images in " + place;
        };
    return String.format(
        Locale.ROOT, "%s, %d images to learn from, %d to test", what, train.size(), test.size());
  }
}
