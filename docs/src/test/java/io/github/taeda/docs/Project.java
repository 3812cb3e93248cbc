package io.github.taeda.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of this checkout. */
final class Project {
  /** The directory of the parent pom, from wherever in it the tests are started. */
  static final Path ROOT = root(Path.of("").toAbsolutePath());

  private Project() {}

  static Path file(String path) {
    return ROOT.resolve(path);
  }

  /** Whether a file is neither built nor hidden. */
  static boolean isSource(Path file) {
    for (Path part : ROOT.relativize(file)) {
      if (part.toString().equals("target") || part.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root(Path start) {
    Path directory = start;
    while (directory != null && !Files.exists(directory.resolve("nn-core/pom.xml"))) {
      directory = directory.getParent();
    }
    if (directory == null) {
      throw new IllegalStateException(start + " is not inside the project");
    }
    return directory;
  }
}
