package io.github.taeda.nn.data.readers;

import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.PixelSource;
import io.github.taeda.nn.data.Resize;
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
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reader of {@link ImageFolders} with settings of how images are read. Each method returns a new
 * reader or a data set.
 */
public final class ImageFolderReader {
  private final boolean isLazy;
  private final @Nullable PixelSize size; // that images are scaled to
  private final Resize method;

  ImageFolderReader(boolean isLazy, @Nullable PixelSize size, Resize method) {
    this.isLazy = isLazy;
    this.size = size;
    this.method = Objects.requireNonNull(method, "ImageFolders: method is null");
  }

  /** Scales all images to one size; then they may have any. */
  public ImageFolderReader resize(int height, int width, Resize method) {
    return new ImageFolderReader(isLazy, PixelSize.require(height, width), method);
  }

  /** Reads pixels whenever a batch needs them, so that they need not fit into memory. */
  public ImageFolderReader lazily() {
    return new ImageFolderReader(true, size, method);
  }

  /** Reads images as grey levels, one channel; colours are converted to their brightness. */
  public ImageDataset grey(Path directory) throws IOException {
    return read(directory, names(directory), 1);
  }

  /** The same with given classes ({@link ImageFolders#grey(Path, List)}). */
  public ImageDataset grey(Path directory, List<String> classNames) throws IOException {
    return read(directory, ClassNames.require("ImageFolders", classNames), 1);
  }

  /** Reads images as red, green and blue, three channels. */
  public ImageDataset colour(Path directory) throws IOException {
    return read(directory, names(directory), 3);
  }

  /** The same with given classes ({@link ImageFolders#colour(Path, List)}). */
  public ImageDataset colour(Path directory, List<String> classNames) throws IOException {
    return read(directory, ClassNames.require("ImageFolders", classNames), 3);
  }

  private static List<String> names(Path directory) throws IOException {
    Objects.requireNonNull(directory, "ImageFolders: directory is null");
    return folders(directory).stream().map(ImageFolderReader::name).toList();
  }

  private ImageDataset read(Path directory, List<String> classNames, int channels)
      throws IOException {
    Objects.requireNonNull(directory, "ImageFolders: directory is null");
    List<Path> files = new ArrayList<>();
    int[] labels = find(directory, classNames, files);
    PixelSize common = commonSize(directory, files);
    int height = common.height();
    int width = common.width();
    if (isLazy) {
      PixelSource source = index -> pixels(files.get(index), common, channels);
      return ImageDataset.of(source, labels, height, width, channels, classNames);
    }
    byte[] pixels = pixels(files, common, channels);
    return ImageDataset.of(pixels, labels, height, width, channels, classNames);
  }

  /** Finds the images and returns their class indices. */
  private static int[] find(Path directory, List<String> classNames, List<Path> files)
      throws IOException {
    IntStream.Builder labels = IntStream.builder();
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
    return labels.build().toArray();
  }

  /** The size of all images, which they must have already unless they are scaled to it. */
  private PixelSize commonSize(Path directory, List<Path> files) throws IOException {
    if (files.isEmpty()) {
      throw new FileFormatException(
          directory, "expected a folder per class with images in it, but there are none");
    }
    Path first = files.get(0);
    PixelSize common = PixelSize.of(first);
    for (Path file : files) {
      PixelSize own = PixelSize.of(file);
      if (size == null && !own.equals(common)) {
        throw new FileFormatException(
            file, "expected " + common + " pixels, the size of " + first + ", but was " + own);
      }
    }
    return size == null ? common : size;
  }

  private byte[] pixels(List<Path> files, PixelSize common, int channels) throws IOException {
    long length = (long) common.height() * common.width() * channels;
    if (length * files.size() > Integer.MAX_VALUE - 8) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%d images of %s pixels and %d channels are more than the 2147483639 bytes that can"
                  + " be kept: read them lazily()",
              files.size(),
              common,
              channels));
    }
    byte[] pixels = new byte[(int) length * files.size()];
    for (int i = 0; i < files.size(); i++) {
      byte[] image = pixels(files.get(i), common, channels);
      System.arraycopy(image, 0, pixels, (int) length * i, image.length);
    }
    return pixels;
  }

  private byte[] pixels(Path file, PixelSize common, int channels) throws IOException {
    PixelSize own = PixelSize.of(file);
    if (size == null && !own.equals(common)) {
      throw new FileFormatException(
          file, "expected " + common + " pixels as when it was found, but was " + own);
    }
    byte[] pixels = ImageFile.read(file, own, channels);
    return own.equals(common)
        ? pixels
        : method.apply(
            pixels, own.height(), own.width(), channels, common.height(), common.width());
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
    list.sort(Comparator.comparing(ImageFolderReader::name));
    return list;
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
