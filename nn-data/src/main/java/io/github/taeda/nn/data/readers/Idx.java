package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.Split;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Reader of labelled images in IDX files, the format of MNIST, plain or compressed by gzip.
 *
 * <p>The headers are compared with the sizes of the files and with each other before memory is
 * allocated for pixels. A file that is truncated, damaged, too long or of another format, and files
 * that do not belong together, raise a {@link io.github.taeda.nn.files.FileFormatException} that
 * names the file, the position and what was expected there.
 */
public final class Idx {
  private Idx() {}

  /**
   * Reads images whose classes are named "0", "1", … up to the largest label.
   *
   * @param images bytes {@code [size, height, width]} or {@code [size, height, width, channels]}
   * @param labels bytes {@code [size]}
   */
  public static ImageDataset read(Path images, Path labels) throws IOException {
    Pair pair = Pair.open(images, labels);
    int[] classes = pair.readLabels();
    return pair.read(classes, named(classes));
  }

  /**
   * Reads images of known classes.
   *
   * @param images bytes {@code [size, height, width]} or {@code [size, height, width, channels]}
   * @param labels bytes {@code [size]}, each less than the number of classes
   * @param classNames the names of the classes by class index
   */
  public static ImageDataset read(Path images, Path labels, List<String> classNames)
      throws IOException {
    Objects.requireNonNull(classNames, "Idx: classNames is null");
    Pair pair = Pair.open(images, labels);
    return pair.read(pair.readLabels(), classNames);
  }

  /**
   * Reads a training set and a test set of images of one size. Their classes are the same: "0",
   * "1", … up to the largest label in either.
   */
  public static Split<ImageDataset> readSplit(
      Path trainImages, Path trainLabels, Path testImages, Path testLabels) throws IOException {
    Pair train = Pair.open(trainImages, trainLabels);
    Pair test = Pair.open(testImages, testLabels);
    test.requireImageShapeOf(train);
    int[] trainClasses = train.readLabels();
    int[] testClasses = test.readLabels();
    List<String> names = named(trainClasses, testClasses);
    return new Split<>(train.read(trainClasses, names), test.read(testClasses, names));
  }

  private static List<String> named(int[]... labels) {
    int largest = Arrays.stream(labels).flatMapToInt(Arrays::stream).max().orElse(0);
    return IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList();
  }

  /** Images and their labels in two files of which only the headers have been read. */
  private record Pair(IdxFile images, IdxFile labels) {
    static Pair open(Path images, Path labels) throws IOException {
      Pair pair = new Pair(IdxFile.images(images), IdxFile.labels(labels));
      int size = pair.images.shape(0);
      if (pair.labels.shape(0) != size) {
        throw pair.labels.problem(
            4,
            "expected "
                + size
                + " labels, one for each image of "
                + images
                + ", but was "
                + pair.labels.shape(0));
      }
      return pair;
    }

    void requireImageShapeOf(Pair other) throws IOException {
      if (!imageShape().equals(other.imageShape())) {
        throw images.problem(
            8,
            "expected images of "
                + other.imageShape()
                + ", the size of those in "
                + other.images.path()
                + ", but was "
                + imageShape());
      }
    }

    private String imageShape() {
      return images.shape(1) + " x " + images.shape(2) + " x " + images.shape(3);
    }

    int[] readLabels() throws IOException {
      byte[] bytes = labels.read();
      return IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xff).toArray();
    }

    ImageDataset read(int[] classes, List<String> names) throws IOException {
      for (int i = 0; i < classes.length; i++) {
        if (classes[i] >= names.size()) {
          throw labels.problem(
              labels.start() + i,
              "expected a class from 0 to " + (names.size() - 1) + ", but was " + classes[i]);
        }
      }
      return ImageDataset.of(
          images.read(), classes, images.shape(1), images.shape(2), images.shape(3), names);
    }
  }
}
