package io.github.taeda.examples.report;

import io.github.taeda.nn.internal.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How files are written: whole or not at all, and with a sentence if that is impossible. */
public final class OutputDirectory {
  private OutputDirectory() {}

  /**
   * Returns a directory that files can be written to, making it if it is not there.
   *
   * @throws IOException if that is impossible
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
   * Writes a file in place of the one that was there.
   *
   * @param what the field's word for it: picture, report
   */
  static void write(String what, Path file, byte[] bytes) throws IOException {
    ByteBuffer content = ByteBuffer.wrap(bytes);
    try {
      AtomicFile.write(
          file,
          channel -> {
            while (content.hasRemaining()) {
              channel.write(content);
            }
          });
    } catch (FileSystemException e) {
      throw new IOException("cannot write the " + what + " " + file + reason(e), e);
    }
  }

  private static String reason(FileSystemException e) {
    return e.getReason() == null ? "" : ": " + e.getReason();
  }
}
