package io.github.taeda.nn.files;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A file that does not hold what it should: cut off, damaged, of another format, of a newer
 * version. The message is a sentence that names the file, the place in it, what was expected and
 * what was there: {@code net.safetensors: tensor "0.weight": …}.
 */
public final class FileFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception about a file.
   *
   * @param path the file
   * @param problem where in it, what was expected, what was there
   */
  public FileFormatException(Path path, String problem) {
    super(path + ": " + problem);
  }

  /**
   * Makes an exception about a file, with a cause.
   *
   * @param path the file
   * @param problem where in it, what was expected, what was there
   * @param cause what noticed it
   */
  public FileFormatException(Path path, String problem, Throwable cause) {
    super(path + ": " + problem, cause);
  }
}
