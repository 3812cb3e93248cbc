package io.github.taeda.nn.data;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
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
record Published(
    String name,
    String folder,
    List<String> classNames,
    List<RemoteFile> files,
    List<URI> mirrors) {
  private static final String PACKED = ".gz";

  /** Reads the four files, each as published or unpacked. */
  Split<Images> read(Path directory) throws IOException {
    Objects.requireNonNull(directory, () -> name + ": directory is null");
    for (RemoteFile file : files) {
      if (find(directory, file).isEmpty()) {
        throw new NoSuchFileException(
            directory.resolve(file.name()).toString(),
            null,
            "there is no such file; " + name + " needs " + names() + " here, packed or not");
      }
    }
    return new Split<>(images(directory, 0), images(directory, 2));
  }

  /** Whether the four files are there, packed as published, with the checksums they have there. */
  boolean isIn(Path directory) throws IOException {
    Objects.requireNonNull(directory, () -> name + ": directory is null");
    for (RemoteFile file : files) {
      Path packed = directory.resolve(file.name());
      if (!Files.isRegularFile(packed) || Files.size(packed) != file.size()) {
        return false;
      }
      try (FileChannel channel = FileChannel.open(packed)) {
        if (!Download.sha256(channel).equals(file.sha256())) {
          return false;
        }
      }
    }
    return true;
  }

  /** Reads from a directory of the cache what is there, after fetching what is not. */
  Split<Images> load(Path cache, Download download) throws IOException {
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
    } catch (IOException e) {
      String needed = names();
      throw new IOException(
          String.format(
              "%s is not in %s and could not be downloaded (%s). Put the files %s into that"
                  + " directory, or name the directory that holds them.",
              name, directory, e.getMessage(), needed),
          e);
    }
  }

  private Images images(Path directory, int first) throws IOException {
    return Idx.read(
        find(directory, files.get(first)).orElseThrow(),
        find(directory, files.get(first + 1)).orElseThrow(),
        classNames);
  }

  private static Optional<Path> find(Path directory, RemoteFile file) {
    String unpacked = file.name().substring(0, file.name().length() - PACKED.length());
    return Stream.of(file.name(), unpacked)
        .map(directory::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private String names() {
    return files.stream().map(RemoteFile::name).collect(Collectors.joining(", "));
  }
}
