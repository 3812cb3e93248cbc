package io.github.taeda.nn.data.download;

import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.Split;
import io.github.taeda.nn.data.readers.Idx;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A data set published as four IDX files, compressed by gzip.
 *
 * @param name what people call it
 * @param folder its directory in the cache
 * @param classNames the names of the classes by class index
 * @param files training images, training labels, test images, test labels
 * @param mirrors the addresses of the files' directory, each ending in a slash, first tried first
 */
record IdxDistribution(
    String name,
    String folder,
    List<String> classNames,
    List<RemoteFile> files,
    List<URI> mirrors) {
  private static final String GZIP = ".gz";

  /** Reads the four files, each as published or uncompressed. */
  Split<ImageDataset> read(Path directory) throws IOException {
    Objects.requireNonNull(directory, () -> name + ": directory is null");
    Path[] paths = new Path[files.size()];
    for (int i = 0; i < paths.length; i++) {
      paths[i] = find(directory, files.get(i)).orElse(null);
      if (paths[i] == null) {
        throw new NoSuchFileException(
            directory.resolve(files.get(i).name()).toString(),
            null,
            "there is no such file; " + name + " needs " + names() + " here, packed or not");
      }
    }
    Split<ImageDataset> data = Idx.readSplit(paths[0], paths[1], paths[2], paths[3]);
    return data.train().classNames().size() > classNames.size()
        ? data
        : new Split<>(
            data.train().withClassNames(classNames), data.test().withClassNames(classNames));
  }

  /** Whether the four files are there, compressed as published and with the same checksums. */
  boolean isIn(Path directory) throws IOException {
    Objects.requireNonNull(directory, () -> name + ": directory is null");
    for (RemoteFile file : files) {
      Optional<Path> found = find(directory, file);
      if (found.isEmpty()
          || Files.size(found.get()) != file.size()
          || !Download.sha256(found.get()).equals(file.sha256())) {
        return false;
      }
    }
    return true;
  }

  /** Downloads the missing files to a directory of the cache and reads them from there. */
  Split<ImageDataset> load(Path cache, Download download) throws IOException {
    Path directory = cache.resolve(folder);
    for (RemoteFile file : files) {
      if (find(directory, file).isEmpty()) {
        fetch(file, directory, download);
      }
    }
    return read(directory);
  }

  private void fetch(RemoteFile file, Path directory, Download download) throws IOException {
    try {
      Files.createDirectories(directory);
      download.fetch(file, mirrors, directory);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (FileSystemException e) {
      throw new IOException(
          String.format(
              "%s is not in %s and cannot be put there (%s: %s). Call read(directory) with a"
                  + " directory that holds the files %s.",
              name, directory, e.getClass().getSimpleName(), e.getMessage(), names()),
          e);
    } catch (IOException e) {
      throw new IOException(
          String.format(
              "%s is not in %s and could not be downloaded (%s). Put the files %s into that"
                  + " directory, or call read(directory) with the one that holds them.",
              name, directory, e.getMessage(), names()),
          e);
    }
  }

  /** Finds a file by its name, compressed or not, else by a variant of the name. */
  private static Optional<Path> find(Path directory, RemoteFile file) throws IOException {
    String plain = file.name().substring(0, file.name().length() - GZIP.length());
    List<String> names = List.of(file.name(), plain);
    for (String name : names) {
      if (Files.isRegularFile(directory.resolve(name))) {
        return Optional.of(directory.resolve(name));
      }
    }
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(entry -> names.contains(normalizedName(entry)) && Files.isRegularFile(entry))
          .max( // compressed rather than not
              Comparator.comparing(IdxDistribution::normalizedName).thenComparing(path -> path));
    }
  }

  /** A file's name in lower case, with a hyphen before "idx" where some archivers write a point. */
  private static String normalizedName(Path entry) {
    return String.valueOf(entry.getFileName()).toLowerCase(Locale.ROOT).replace(".idx", "-idx");
  }

  private String names() {
    return files.stream().map(RemoteFile::name).collect(Collectors.joining(", "));
  }
}
