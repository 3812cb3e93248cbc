package io.github.taeda.nn.data.download;

import io.github.taeda.nn.data.ImageDataset;
import io.github.taeda.nn.data.Split;
import io.github.taeda.nn.data.readers.IdxPair;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A published data set of four IDX files, packed by gzip.
 *
 * @param name what people call it
 * @param folder its directory in the cache
 * @param classNames the classes in order
 * @param files images and labels for training, images and labels for testing
 * @param mirrors where the files are, the first tried first, each ending in a slash
 */
record IdxDistribution(
    String name,
    String folder,
    List<String> classNames,
    List<RemoteFile> files,
    List<URI> mirrors) {
  private static final String PACKED = ".gz";

  /** Reads the four files, each as published or unpacked. */
  Split<ImageDataset> read(Path directory) throws IOException {
    Objects.requireNonNull(directory, () -> name + ": directory is null");
    for (RemoteFile file : files) {
      if (find(directory, file).isEmpty()) {
        throw new NoSuchFileException(
            directory.resolve(file.name()).toString(),
            null,
            "there is no such file; " + name + " needs " + names() + " here, packed or not");
      }
    }
    IdxPair train = pair(directory, 0);
    IdxPair test = pair(directory, 2);
    test.requireSizeOf(train);
    int[] trainLabels = train.readLabels();
    int[] testLabels = test.readLabels();
    List<String> names = names(trainLabels, testLabels);
    return new Split<>(train.read(trainLabels, names), test.read(testLabels, names));
  }

  /** Whether the four files are there, packed as published, with the checksums they have there. */
  boolean isIn(Path directory) throws IOException {
    Objects.requireNonNull(directory, () -> name + ": directory is null");
    for (RemoteFile file : files) {
      Optional<Path> found = find(directory, file);
      if (found.isEmpty() || Files.size(found.get()) != file.size()) {
        return false;
      }
      try (FileChannel channel = FileChannel.open(found.get())) {
        if (!Download.sha256(channel).equals(file.sha256())) {
          return false;
        }
      }
    }
    return true;
  }

  /** Reads from a directory of the cache what is there, after fetching what is not. */
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
              "%s is not in %s and cannot be put there (%s). Call read(directory) with a directory"
                  + " that holds the files %s.",
              name, directory, DownloadErrors.text(e), names()),
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

  private IdxPair pair(Path directory, int first) throws IOException {
    return IdxPair.open(
        find(directory, files.get(first)).orElseThrow(),
        find(directory, files.get(first + 1)).orElseThrow());
  }

  /** The known classes, or numbers if the labels of other data go beyond them. */
  private List<String> names(int[] train, int[] test) {
    int[] all = IntStream.concat(Arrays.stream(train), Arrays.stream(test)).toArray();
    List<String> numbers = IdxPair.numbered(all);
    return numbers.size() > classNames.size() ? numbers : classNames;
  }

  /** A file by its name, packed or not; else by one that is written differently. */
  private static Optional<Path> find(Path directory, RemoteFile file) throws IOException {
    List<String> names = List.of(file.name(), unpacked(file.name()));
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
          .filter(entry -> names.contains(usual(entry)))
          .filter(Files::isRegularFile)
          .max(
              Comparator.comparing(IdxDistribution::usual)
                  .thenComparing(entry -> entry)); // packed last
    }
  }

  private static String unpacked(String name) {
    return name.substring(0, name.length() - PACKED.length());
  }

  /** A file's name in small letters, with a hyphen before "idx" where unpackers write a point. */
  private static String usual(Path entry) {
    return String.valueOf(entry.getFileName()).toLowerCase(Locale.ROOT).replace(".idx", "-idx");
  }

  private String names() {
    return files.stream().map(RemoteFile::name).collect(Collectors.joining(", "));
  }
}
