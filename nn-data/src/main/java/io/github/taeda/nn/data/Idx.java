package io.github.taeda.nn.data;

import io.github.taeda.nn.io.FileFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads images and their labels from a pair of IDX files, the format of MNIST, plain or packed by
 * gzip.
 *
 * <p>What the headers announce is checked against the files before memory is taken. A file that is
 * cut off, damaged, too long or of another kind, and a pair that does not belong together, is a
 * {@link FileFormatException} that names file, place and expectation.
 */
public final class Idx {
  private Idx() {}

  /**
   * Reads images whose classes are called "0", "1", … up to the largest label.
   *
   * @param images bytes {@code [size, height, width]} or {@code [size, height, width, channels]}
   * @param labels bytes {@code [size]}
   */
  public static Images read(Path images, Path labels) throws IOException {
    UnsignedBytes classes = UnsignedBytes.labels(labels);
    int largest = 0;
    for (byte label : classes.numbers()) {
      largest = Math.max(largest, label & 0xff);
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i <= largest; i++) {
      names.add(Integer.toString(i));
    }
    return join(images, labels, classes, names);
  }

  /**
   * Reads images of known classes.
   *
   * @param images bytes {@code [size, height, width]} or {@code [size, height, width, channels]}
   * @param labels bytes {@code [size]}, each less than the number of classes
   * @param classNames the classes in order
   */
  public static Images read(Path images, Path labels, List<String> classNames) throws IOException {
    return join(images, labels, UnsignedBytes.labels(labels), classNames);
  }

  private static Images join(Path images, Path labels, UnsignedBytes classes, List<String> names)
      throws IOException {
    int[] numbers = new int[classes.numbers().length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = classes.numbers()[i] & 0xff;
      if (numbers[i] >= names.size()) {
        throw new FileFormatException(
            labels,
            String.format(
                Locale.ROOT,
                "at byte %d: expected a class from 0 to %d, but was %d",
                8 + i,
                names.size() - 1,
                numbers[i]));
      }
    }
    UnsignedBytes pixels = UnsignedBytes.images(images);
    int[] shape = pixels.shape();
    if (shape[0] != numbers.length) {
      throw new FileFormatException(
          labels,
          String.format(
              Locale.ROOT,
              "at byte 4: expected %d labels, one for each image of %s, but was %d",
              shape[0],
              images,
              numbers.length));
    }
    int channels = shape.length == 4 ? shape[3] : 1;
    return Images.of(pixels.numbers(), numbers, shape[1], shape[2], channels, names);
  }
}
