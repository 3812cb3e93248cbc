package io.github.taeda.nn.files;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Thrown when a file is truncated, damaged, of another format or of an unsupported version. The
 * message names the file, the position in it, what was expected and what was found: {@code
 * net.safetensors: tensor "0.weight": …}.
 */
public final class FileFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception about a file.
   *
   * @param path the file
   * @param problem the position, what was expected and what was found
   */
  public FileFormatException(Path path, String problem) {
    super(path + ": " + problem);
  }

  /**
   * Creates an exception about a file, with a cause.
   *
   * @param path the file
   * @param problem the position, what was expected and what was found
   * @param cause the exception that revealed it
   */
  public FileFormatException(Path path, String problem, Throwable cause) {
    super(path + ": " + problem, cause);
  }
}
