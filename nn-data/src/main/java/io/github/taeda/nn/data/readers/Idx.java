package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.data.ImageDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Reads images and their labels from a pair of IDX files, the format of MNIST, plain or packed by
 * gzip.
 *
 * <p>What the headers announce is checked, against the files and each other, before memory is
 * taken. A file that is cut off, damaged, too long or of another kind, and a pair that does not
 * belong together, is a {@link io.github.taeda.nn.files.FileFormatException} that names file, place
 * and expectation.
 */
public final class Idx {
  private Idx() {}

  /**
   * Reads images whose classes are called "0", "1", … up to the largest label.
   *
   * @param images bytes {@code [size, height, width]} or {@code [size, height, width, channels]}
   * @param labels bytes {@code [size]}
   */
  public static ImageDataset read(Path images, Path labels) throws IOException {
    IdxPair pair = IdxPair.open(images, labels);
    int[] numbers = pair.readLabels();
    return pair.read(numbers, IdxPair.numbered(numbers));
  }

  /**
   * Reads images of known classes.
   *
   * @param images bytes {@code [size, height, width]} or {@code [size, height, width, channels]}
   * @param labels bytes {@code [size]}, each less than the number of classes
   * @param classNames the classes in order
   */
  public static ImageDataset read(Path images, Path labels, List<String> classNames)
      throws IOException {
    Objects.requireNonNull(classNames, "Idx: classNames is null");
    IdxPair pair = IdxPair.open(images, labels);
    return pair.read(pair.readLabels(), classNames);
  }
}
