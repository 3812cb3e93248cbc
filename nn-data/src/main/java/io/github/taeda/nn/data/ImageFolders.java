package io.github.taeda.nn.data;

import io.github.taeda.nn.io.FileFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads images from folders: each folder is a class and bears its name, each file in it is an image
 * in a format that ImageIO reads (PNG, JPEG, BMP, GIF, …).
 *
 * <p>Classes are numbered, and images ordered, by name. All images must have one size. Files and
 * folders whose names begin with a dot are passed over; a file that is no image, is damaged or has
 * another size is a {@link FileFormatException} that names it.
 *
 * <p>A shade of grey is the number that the file says, in files of 16 bits its upper part. What is
 * transparent lies on white.
 */
public final class ImageFolders {
  private ImageFolders() {}

  /** Reads images as shades of grey, one channel; colours become their brightness. */
  public static Images grey(Path directory) throws IOException {
    return read(directory, 1);
  }

  /** Reads images as red, green and blue, three channels. */
  public static Images colour(Path directory) throws IOException {
    return read(directory, 3);
  }

  private static Images read(Path directory, int channels) throws IOException {
    Objects.requireNonNull(directory, "ImageFolders: directory is null");
    List<String> classNames = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Path folder : list(directory, Files::isDirectory)) {
      for (Path file : list(folder, Files::isRegularFile)) {
        files.add(file);
        labels.add(classNames.size());
      }
      classNames.add(String.valueOf(folder.getFileName()));
    }
    if (files.isEmpty()) {
      throw new FileFormatException(
          directory, "expected a folder per class with images in it, but there are none");
    }
    PixelSize size = PixelSize.of(files.get(0));
    for (Path file : files) {
      requireSize(file, size, files.get(0));
    }
    return Images.of(
        pixels(files, size, channels),
        labels.stream().mapToInt(label -> label).toArray(),
        size.height(),
        size.width(),
        channels,
        classNames);
  }

  private static void requireSize(Path file, PixelSize size, Path first) throws IOException {
    PixelSize own = PixelSize.of(file);
    if (!own.equals(size)) {
      throw new FileFormatException(
          file, "expected " + size + " pixels, the size of " + first + ", but was " + own);
    }
  }

  private static byte[] pixels(List<Path> files, PixelSize size, int channels) throws IOException {
    long length = (long) size.height() * size.width() * channels;
    if (length * files.size() > Integer.MAX_VALUE - 8) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%d images of %s pixels and %d channels are more than the 2147483639 bytes that can"
                  + " be kept",
              files.size(),
              size,
              channels));
    }
    byte[] pixels = new byte[(int) length * files.size()];
    for (int i = 0; i < files.size(); i++) {
      ImageFile.read(files.get(i), channels, pixels, (int) length * i);
    }
    return pixels;
  }

  private static List<Path> list(Path directory, Predicate<Path> kind) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> !String.valueOf(entry.getFileName()).startsWith("."))
          .filter(kind)
          .sorted()
          .toList();
    }
  }
}
