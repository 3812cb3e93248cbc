package io.github.taeda.nn.data.readers;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks of a file before it is read. */
final class InputFile {
  private InputFile() {}

  /** Rejects a directory with a clear message. */
  static void requireFile(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new FileSystemException(
          path.toString(), null, "expected a file, but it is a directory");
    }
  }
}
