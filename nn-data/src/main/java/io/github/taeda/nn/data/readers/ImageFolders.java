package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.files.FileFormatException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Reader of images from one folder per class, in the formats that ImageIO reads (PNG, JPEG, BMP,
 * GIF, …).
 *
 * <p>The name of a folder is the name of its class. Class indices follow the order of the names, an
 * empty folder included; images are sorted by the names of folder and file. All images must have
 * one size. Files beside the folders are ignored, and so are names that begin with a dot, hidden
 * files, {@code Thumbs.db} and {@code desktop.ini}. A file that is no image, is damaged or
 * truncated or has another size raises a {@link FileFormatException} that names it, as does a
 * folder or a broken link among the images.
 *
 * <p>A grey level is the value in the file, of 16 bits the upper 8. Transparent pixels are drawn on
 * white.
 */
public final class ImageFolders {
  private ImageFolders() {}

  /** Reads images as grey levels, one channel; colours are converted to their brightness. */
  public static ImageDataset grey(Path directory) throws IOException {
    return read(directory, names(directory), 1);
  }

  /**
   * The same with given classes, for example those of the training set; a class may have no folder.
   *
   * @param directory the parent of the folders
   * @param classNames the names of the classes by class index; another folder is rejected
   */
  public static ImageDataset grey(Path directory, List<String> classNames) throws IOException {
    return read(directory, ClassNames.require("ImageFolders", classNames), 1);
  }

  /** Reads images as red, green and blue, three channels. */
  public static ImageDataset colour(Path directory) throws IOException {
    return read(directory, names(directory), 3);
  }

  /**
   * The same with given classes, for example those of the training set; a class may have no folder.
   *
   * @param directory the parent of the folders
   * @param classNames the names of the classes by class index; another folder is rejected
   */
  public static ImageDataset colour(Path directory, List<String> classNames) throws IOException {
    return read(directory, ClassNames.require("ImageFolders", classNames), 3);
  }

  private static List<String> names(Path directory) throws IOException {
    Objects.requireNonNull(directory, "ImageFolders: directory is null");
    return folders(directory).stream().map(ImageFolders::name).toList();
  }

  private static ImageDataset read(Path directory, List<String> classNames, int channels)
      throws IOException {
    Objects.requireNonNull(directory, "ImageFolders: directory is null");
    List<Path> files = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Path folder : folders(directory)) {
      int label = classNames.indexOf(name(folder));
      if (label < 0) {
        throw new FileFormatException(
            folder, "expected a folder with the name of one of " + classNames);
      }
      for (Path file : images(folder)) {
        files.add(file);
        labels.add(label);
      }
    }
    PixelSize size = commonSize(directory, files);
    return ImageDataset.of(
        pixels(files, size, channels),
        labels.stream().mapToInt(label -> label).toArray(),
        size.height(),
        size.width(),
        channels,
        classNames);
  }

  private static PixelSize commonSize(Path directory, List<Path> files) throws IOException {
    if (files.isEmpty()) {
      throw new FileFormatException(
          directory, "expected a folder per class with images in it, but there are none");
    }
    Path first = files.get(0);
    PixelSize size = PixelSize.of(first);
    for (Path file : files) {
      PixelSize own = PixelSize.of(file);
      if (!own.equals(size)) {
        throw new FileFormatException(
            file, "expected " + size + " pixels, the size of " + first + ", but was " + own);
      }
    }
    return size;
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

  private static List<Path> folders(Path directory) throws IOException {
    return list(directory).stream().filter(Files::isDirectory).toList();
  }

  private static List<Path> images(Path folder) throws IOException {
    List<Path> images = list(folder);
    for (Path image : images) {
      if (!Files.isRegularFile(image)) {
        throw new FileFormatException(image, "expected an image, but it is no file");
      }
    }
    return images;
  }

  /** The entries of a directory, sorted by name in the same way on every system. */
  private static List<Path> list(Path directory) throws IOException {
    List<Path> list = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = name(entry);
        if (!name.startsWith(".")
            && !name.equalsIgnoreCase("Thumbs.db")
            && !name.equalsIgnoreCase("desktop.ini")
            && !Files.isHidden(entry)) {
          list.add(entry);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    list.sort(Comparator.comparing(ImageFolders::name));
    return list;
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
