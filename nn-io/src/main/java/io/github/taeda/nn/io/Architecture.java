package io.github.taeda.nn.io;

import io.github.taeda.nn.Module;
import io.github.taeda.nn.files.FileFormatException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The architecture of a module as text, without its arrays: types and configurations as JSON, as
 * model files hold them ({@link ModelFile}).
 */
public final class Architecture {
  private static final Path SOURCE = Path.of("architecture"); // of messages

  private Architecture() {}

  /**
   * Writes an architecture.
   *
   * @param module all of whose modules have a {@link Module#type()}
   * @throws IllegalArgumentException if a module cannot be written, with its path
   */
  public static String write(Module module) {
    Objects.requireNonNull(module, "Architecture: module is null");
    return ArchitectureWriter.write(module);
  }

  /**
   * Creates a module of an architecture, in training and FLOAT, with weights of 0.
   *
   * @throws IllegalArgumentException if the text is damaged or names types that are not known here
   *     ({@link ModuleTypes})
   */
  public static Module read(String text) {
    Objects.requireNonNull(text, "Architecture: text is null");
    try {
      return ArchitectureReader.read(SOURCE, text, Long.MAX_VALUE / 2).get(0);
    } catch (FileFormatException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
