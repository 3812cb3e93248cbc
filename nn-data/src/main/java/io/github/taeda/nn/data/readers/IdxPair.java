package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.data.ImageDataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Images and their labels in two IDX files of which only the headers have been read. */
public record IdxPair(IdxFile images, IdxFile labels) {
  /** Opens two files and compares how much they hold. */
  public static IdxPair open(Path images, Path labels) throws IOException {
    IdxPair pair = new IdxPair(IdxFile.images(images), IdxFile.labels(labels));
    if (pair.images.size() != pair.labels.size()) {
      throw pair.labels.problem(
          4,
          String.format(
              Locale.ROOT,
              "expected %d labels, one for each image of %s, but was %d",
              pair.images.size(),
              images,
              pair.labels.size()));
    }
    return pair;
  }

  /** Refuses images of another size than those of another pair. */
  public void requireSizeOf(IdxPair other) throws IOException {
    int[] wanted = other.images.imageShape();
    int[] own = images.imageShape();
    if (!Arrays.equals(own, wanted)) {
      throw images.problem(
          8,
          String.format(
              Locale.ROOT,
              "expected images of %s, the size of those in %s, but was %s",
              text(wanted),
              other.images.path(),
              text(own)));
    }
  }

  private static String text(int[] size) {
    return size[0] + " x " + size[1] + " x " + size[2];
  }

  /** Reads the labels. */
  public int[] readLabels() throws IOException {
    byte[] bytes = labels.numbers();
    int[] numbers = new int[bytes.length];
    Arrays.setAll(numbers, i -> bytes[i] & 0xff);
    return numbers;
  }

  /** Reads the images, after looking whether each label is one of the classes. */
  public ImageDataset read(int[] numbers, List<String> classNames) throws IOException {
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] >= classNames.size()) {
        throw labels.problem(
            labels.start() + (long) i,
            String.format(
                Locale.ROOT,
                "expected a class from 0 to %d, but was %d",
                classNames.size() - 1,
                numbers[i]));
      }
    }
    int[] size = images.imageShape();
    return ImageDataset.of(images.numbers(), numbers, size[0], size[1], size[2], classNames);
  }

  /** The names "0", "1", … up to the largest label. */
  public static List<String> numbered(int[] labels) {
    int largest = Arrays.stream(labels).max().orElse(0);
    return IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList();
  }
}
