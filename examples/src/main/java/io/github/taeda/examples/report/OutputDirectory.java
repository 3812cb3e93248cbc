package io.github.taeda.examples.report;

import io.github.taeda.nn.internal.AtomicFile;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory for output files, which are written whole or not at all. */
public final class OutputDirectory {
  private OutputDirectory() {}

  /**
   * Returns a writable directory, which is created if necessary.
   *
   * @throws IOException if it cannot be created or written to
   */
  public static Path directory(Path directory) throws IOException {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw new IOException(directory + " is a file, not a directory");
    }
    try {
      Files.createDirectories(directory);
      Files.delete(Files.createTempFile(directory, "taeda", ".try"));
    } catch (FileSystemException e) {
      throw new IOException("cannot write to the directory " + directory + reason(e), e);
    }
    return directory;
  }

  /**
   * Writes or replaces a file.
   *
   * @param what a word for the file in messages: picture, report
   */
  static void write(String what, Path file, byte[] bytes) throws IOException {
    try {
      AtomicFile.write(file, channel -> Channels.newOutputStream(channel).write(bytes));
    } catch (FileSystemException e) {
      throw new IOException("cannot write the " + what + " " + file + reason(e), e);
    }
  }

  private static String reason(FileSystemException e) {
    return e.getReason() == null ? "" : ": " + e.getReason();
  }
}
