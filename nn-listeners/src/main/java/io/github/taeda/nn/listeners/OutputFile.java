package io.github.taeda.nn.listeners;

import io.github.taeda.nn.internal.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file that a listener writes.
 *
 * @param owner the listener's name, for messages
 * @param path where it is
 */
record OutputFile(String owner, Path path) {
  OutputFile {
    Objects.requireNonNull(path, owner + ": path is null");
  }

  /** Creates the directory if there is none: before the run, because it may fail. */
  void createDirectory() {
    Path directory = path.toAbsolutePath().getParent();
    try {
      if (directory != null) {
        Files.createDirectories(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create the directory " + directory, e);
    }
  }

  /** Replaces the file, whole or not at all. */
  void write(AtomicFile.Content content) {
    try {
      AtomicFile.write(path, content);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + e.getMessage(), e);
    }
  }

  /** {@code CsvLog(history.csv)}. */
  @Override
  public String toString() {
    return owner + "(" + path + ")";
  }
}
