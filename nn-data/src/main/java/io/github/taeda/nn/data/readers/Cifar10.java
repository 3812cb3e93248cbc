package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.Split;
import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reader of CIFAR-10's binary files: 50 000 training images and 10 000 test images of ten classes,
 * in colour, 32 × 32 pixels (Krizhevsky, 2009).
 *
 * <p>A file is a sequence of records of 3073 bytes: the class, from 0 to 9, and the pixels, first
 * all red, then all green, then all blue values, each row by row. The data sets have channels last,
 * {@code [size, 32, 32, 3]}. A file whose size is not a multiple of that of a record, an empty one,
 * and a class above 9 raise a {@link FileFormatException} that names the file and the position.
 * Other data in these files, with fewer or more images, are read too.
 */
public final class Cifar10 {
  private static final int SIDE = 32;
  private static final int PLANE = SIDE * SIDE;
  private static final int CHANNELS = 3;
  private static final int RECORD = 1 + CHANNELS * PLANE;
  private static final int MAX_IMAGES = (Integer.MAX_VALUE - 8) / (RECORD - 1); // in one array
  private static final int CLASSES = 10;
  private static final List<String> TRAIN =
      List.of(
          "data_batch_1.bin",
          "data_batch_2.bin",
          "data_batch_3.bin",
          "data_batch_4.bin",
          "data_batch_5.bin");
  private static final String TEST = "test_batch.bin";
  private static final String NAMES = "batches.meta.txt";
  private static final String FOLDER = "cifar-10-batches-bin"; // in the archive as published
  private static final List<String> CLASS_NAMES =
      List.of(
          "airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

  private Cifar10() {}

  /**
   * Reads {@code data_batch_1.bin} to {@code data_batch_5.bin} and {@code test_batch.bin} from a
   * directory, or from the folder {@code cifar-10-batches-bin} in it. The classes have the names in
   * {@code batches.meta.txt}, one per line; without that file CIFAR-10's.
   *
   * @throws NoSuchFileException if one of the six files is missing
   */
  public static Split<ImageDataset> read(Path directory) throws IOException {
    Objects.requireNonNull(directory, "Cifar10: directory is null");
    Path folder =
        Files.isDirectory(directory.resolve(FOLDER)) ? directory.resolve(FOLDER) : directory;
    List<Path> train = new ArrayList<>();
    for (String name : TRAIN) {
      train.add(required(folder, name));
    }
    Path test = required(folder, TEST);
    List<String> names = classNames(folder.resolve(NAMES));
    return new Split<>(read(train, names), read(List.of(test), names));
  }

  /**
   * Reads the images of several files, one file after the other.
   *
   * @param classNames ten names by class index
   */
  public static ImageDataset read(List<Path> files, List<String> classNames) throws IOException {
    Objects.requireNonNull(files, "Cifar10: files is null");
    List<String> names = ClassNames.require("Cifar10", classNames);
    if (names.size() != CLASSES) {
      throw new IllegalArgumentException(
          "Cifar10: classNames must be " + CLASSES + " names, but was " + names.size());
    }
    int size = requireSize(files);
    byte[] pixels = new byte[size * (RECORD - 1)];
    int[] labels = new int[size];
    int first = 0;
    for (Path file : files) {
      first += readRecords(file, pixels, labels, first);
    }
    return ImageDataset.of(pixels, labels, SIDE, SIDE, CHANNELS, names);
  }

  /** The records of all files, before memory is allocated. */
  private static int requireSize(List<Path> files) throws IOException {
    long size = 0;
    for (Path file : files) {
      size += records(file);
      if (size > MAX_IMAGES) {
        throw new FileFormatException(
            file, "expected at most " + MAX_IMAGES + " images in all files, but were " + size);
      }
    }
    return (int) size;
  }

  private static Path required(Path folder, String name) throws NoSuchFileException {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      throw new NoSuchFileException(
          file.toString(),
          null,
          "there is no such file; CIFAR-10 needs "
              + String.join(", ", TRAIN)
              + " and "
              + TEST
              + " here, unpacked");
    }
    return file;
  }

  private static List<String> classNames(Path file) throws IOException {
    if (!Files.exists(file)) {
      return CLASS_NAMES;
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    List<String> names = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (names.size() != CLASSES || names.stream().distinct().count() != CLASSES) {
      throw new FileFormatException(
          file, "expected " + CLASSES + " different names, one per line, but was " + names);
    }
    return names;
  }

  /** The number of records of a file of this size. */
  private static long records(Path file) throws IOException {
    InputFile.requireFile(file);
    long bytes = Files.size(file);
    if (bytes == 0 || bytes % RECORD != 0) {
      throw new FileFormatException(
          file,
          "expected records of "
              + RECORD
              + " bytes, but the file has "
              + bytes
              + " bytes"
              + (bytes == 0
                  ? ""
                  : ", " + bytes % RECORD + " more than " + bytes / RECORD + " records"));
    }
    return bytes / RECORD;
  }

  /** Reads the records of a file to the images from {@code first} on; returns their number. */
  private static int readRecords(Path file, byte[] pixels, int[] labels, int first)
      throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int count = bytes.length / RECORD;
    for (int i = 0; i < count; i++) {
      int start = i * RECORD;
      int label = bytes[start] & 0xff;
      if (label >= CLASSES) {
        throw new FileFormatException(
            file, "at byte " + start + ": expected a class from 0 to 9, but was " + label);
      }
      labels[first + i] = label;
      int image = (first + i) * (RECORD - 1);
      for (int k = 0; k < PLANE; k++) {
        for (int channel = 0; channel < CHANNELS; channel++) {
          pixels[image + k * CHANNELS + channel] = bytes[start + 1 + channel * PLANE + k];
        }
      }
    }
    return count;
  }
}
