package io.github.taeda.nn.optim.checkpoints;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The checkpoints of a directory by their names, {@code epoch-0003-batch-000120.safetensors}. */
record CheckpointFiles(Path directory) {
  private static final String SUFFIX = ".safetensors";
  private static final Pattern NAME = Pattern.compile("epoch-(\\d+)-batch-(\\d+)\\.safetensors");

  /** The file of a position in a run. */
  Path at(int epoch, int batch) {
    return directory.resolve(
        String.format(Locale.ROOT, "epoch-%04d-batch-%06d" + SUFFIX, epoch, batch));
  }

  /** The file of the best epoch. */
  Path best() {
    return directory.resolve("best" + SUFFIX);
  }

  /** The newest file, by its position in the run; null if there is none. */
  @Nullable Path newest() {
    List<Path> files = oldestFirst();
    return files.isEmpty() ? null : files.get(files.size() - 1);
  }

  /**
   * Requires that no other run has saved here, whose newest file would be mistaken for a new run's.
   */
  void requireNone() {
    Path newest = newest();
    if (newest != null) {
      throw new IllegalStateException(
          newest + " is of another run: resume that one, or save into another directory");
    }
  }

  /** Deletes the files after a position, from which another run continues. */
  void deleteAfter(int epoch, int batch) throws IOException {
    for (Path file : oldestFirst()) {
      if (position(file) > position(epoch, batch)) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Deletes all but the newest ones. */
  void keepNewest(int count) {
    List<Path> files = oldestFirst();
    try {
      for (Path file : files.subList(0, Math.max(0, files.size() - count))) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete an old checkpoint: " + e.getMessage(), e);
    }
  }

  /** Deletes the unfinished files of a run that was killed while it wrote. */
  void deleteRemains() throws IOException {
    try (DirectoryStream<Path> remains =
        Files.newDirectoryStream(directory, "{epoch-*,best}" + SUFFIX + ".*.tmp")) {
      for (Path file : remains) {
        Files.deleteIfExists(file);
      }
    }
  }

  private List<Path> oldestFirst() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> NAME.matcher(String.valueOf(file.getFileName())).matches())
          .sorted(Comparator.comparing(file -> position(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + directory + ": " + e.getMessage(), e);
    }
  }

  private static long position(Path file) {
    Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
    if (!name.matches()) {
      throw new IllegalArgumentException(file.toString());
    }
    return position(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)));
  }

  private static long position(long epoch, long batch) {
    return epoch * 1_000_000_000L + batch;
  }
}
