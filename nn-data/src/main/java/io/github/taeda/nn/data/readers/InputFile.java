package io.github.taeda.nn.data.readers;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that is to be read. */
final class InputFile {
  private InputFile() {}

  /** Refuses a directory with its name: what reads it would say less. */
  static void requireFile(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new FileSystemException(
          path.toString(), null, "expected a file, but it is a directory");
    }
  }
}
