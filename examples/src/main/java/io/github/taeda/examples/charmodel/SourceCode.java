package io.github.taeda.examples.charmodel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A part of Taeda's own source code, which the build packs beside this class. */
final class SourceCode {
  private static final String FOLDER = "sources";

  private SourceCode() {}

  /** The content of each file, in the order of their names. */
  static List<String> files() throws IOException {
    URL folder = SourceCode.class.getResource(FOLDER);
    if (folder == null) {
      throw new IOException("the source code is missing, which the build packs as " + FOLDER);
    }
    URI uri = uri(folder);
    if (!"jar".equals(uri.getScheme())) {
      return files(Path.of(uri));
    }
    try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
      return files(jar.provider().getPath(uri));
    }
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths
          .filter(path -> path.toString().endsWith(".java"))
          .sorted(Comparator.comparing(Path::toString))
          .map(SourceCode::content)
          .toList();
    }
  }

  private static String content(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static URI uri(URL url) {
    try {
      return url.toURI();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
